"""A document as JSON that becomes an equal document again: docs/document-json.md describes it.

Which fields there are, and of what kind, is read off the model itself, so that the two can't drift apart.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Iterable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, cast, get_args, get_origin, get_type_hints

from casestudies.exports.document import Document, Figure, PictureGone

FORMAT = "municipal-safety-exchange/document"
VERSION = 1
SURROGATE = re.compile("[\ud800-\udfff]")  # half a letter: JSON may spell it, UTF-8 may not


class NotADocument(ValueError):
    """The text isn't a document that we wrote; the message says where it went wrong."""


def document_to_json(document: Document) -> str:
    """The whole document, its pictures in base64. One that is gone is left empty."""
    whole = {"format": FORMAT, "version": VERSION, "document": _plain(document)}
    text = json.dumps(whole, ensure_ascii=False, indent=1)
    return SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def document_from_json(text: str) -> Document:
    """The document that ``document_to_json`` was given, with its pictures in hand. Raises NotADocument."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotADocument(f"This is not JSON: {error}") from error
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise NotADocument(f"This is not a document: its “format” is not “{FORMAT}”.")
    if whole.get("version") != VERSION:
        raise NotADocument(f"This site reads version {VERSION}, and this is {whole.get('version')!r}.")
    return cast(Document, _read(whole.get("document"), Document, "document"))


def _plain(value: Any) -> Any:
    if isinstance(value, Figure):
        return _fields_of(value) | {"data": b64encode(_pixels(value)).decode()}
    if is_dataclass(value):
        return _fields_of(value)
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int | float):
        return value
    return [_plain(part) for part in value]


def _fields_of(value: Any) -> dict[str, Any]:
    kept = (field for field in fields(value) if field.compare and field.name != "data")
    return {field.name: _plain(getattr(value, field.name)) for field in kept}


def _pixels(figure: Figure) -> bytes:
    try:
        return figure.content()
    except PictureGone:
        return b""


def _read(value: Any, kind: Any, where: str) -> Any:
    origin, arguments = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        return _read_fields(value, cast(type, kind), where)
    if origin is tuple and arguments[-1] is not ...:
        return _read_pair(value, arguments, where)
    if origin is not None and origin in (tuple, Iterable):
        if not isinstance(value, list):
            raise NotADocument(f"{where}: a list is missing here.")
        return tuple(_read(part, arguments[0], f"{where}[{place}]") for place, part in enumerate(value))
    if origin in (UnionType,):
        return None if value is None else _read(value, _without_none(arguments), where)
    if origin is Literal:
        if value not in arguments:
            raise NotADocument(f"{where}: {value!r} is none of {', '.join(map(repr, arguments))}.")
        return value
    return _read_simple(value, kind, where)


def _read_pair(value: Any, kinds: tuple[Any, ...], where: str) -> tuple[Any, ...]:
    if not isinstance(value, list) or len(value) != len(kinds):
        raise NotADocument(f"{where}: a list of {len(kinds)} is missing here.")
    return tuple(_read(part, kind, where) for part, kind in zip(value, kinds, strict=True))


def _without_none(kinds: tuple[Any, ...]) -> Any:
    return next(kind for kind in kinds if kind is not NoneType)


def _read_simple(value: Any, kind: Any, where: str) -> Any:
    try:
        if kind is date:
            return date.fromisoformat(value)
        if kind is bytes:
            return b64decode(value, validate=True)
    except (TypeError, ValueError, NotBase64) as error:
        raise NotADocument(f"{where}: {error}.") from error
    if kind is float and type(value) is int:
        return float(value)
    if type(value) is not kind:
        raise NotADocument(f"{where}: {value!r} is not of the kind that belongs here ({kind.__name__}).")
    return value


def _read_fields(value: Any, kind: type, where: str) -> Any:
    if not isinstance(value, dict):
        raise NotADocument(f"{where}: an object is missing here.")
    known = _kinds(kind)
    if unknown := sorted(value.keys() - known.keys()):
        raise NotADocument(f"{where}: nobody knows {', '.join(map(repr, unknown))}.")
    needed = [name for name, (field, _kind) in known.items() if _is_needed(field)]
    if missing := sorted(set(needed) - value.keys()):
        raise NotADocument(f"{where}: {', '.join(map(repr, missing))} is missing.")
    read = {name: _read(part, known[name][1], f"{where}.{name}") for name, part in value.items()}
    try:
        return kind(**read)
    except ValueError as error:
        raise NotADocument(f"{where}: {error}") from error


def _is_needed(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


@cache
def _kinds(kind: type) -> dict[str, tuple[Field[Any], Any]]:
    """The fields of a class by name, each with the kind of its value."""
    hints = get_type_hints(kind)
    return {field.name: (field, hints[field.name]) for field in fields(kind) if field.compare}
