"""Making and tidying content: the same shape whoever sends it."""

import secrets
from collections.abc import Mapping
from typing import Any

from casestudies.content.field import Content, Field, Kind
from casestudies.content.fields import FIELDS
from exchange.text import clean

LISTS = frozenset({Kind.TERMS, Kind.CHOICES, Kind.THEMES})
NO_VALUE: dict[Kind, Any] = {Kind.ROWS: [], Kind.TICK: False} | {kind: [] for kind in LISTS}


def no_value(field: Field) -> Any:
    """What a field holds while nobody has filled it."""
    empty = NO_VALUE.get(field.kind, "")
    return list(empty) if isinstance(empty, list) else empty


def empty_content() -> Content:
    """A case study that nobody has written yet."""
    return {field.key: (field.default or no_value(field)) for field in FIELDS}


def cleaned(content: Mapping[str, Any]) -> Content:
    """The content with every field present, words cleaned for storing, empty rows dropped, others named.

    Unknown keys are dropped. Each row keeps its ``uid`` or is given one, so that a lesson or a picture
    stays the same one when rows move.
    """
    return {field.key: tidy(field, content.get(field.key)) for field in FIELDS}


def tidy(field: Field, value: Any) -> Any:
    """One value in the form in which it is stored."""
    if field.kind == Kind.TICK:
        return bool(value)
    if field.kind == Kind.ROWS:
        return [row for row in (_tidy_row(field, row) for row in value or []) if row]
    if field.kind in LISTS:
        return list(dict.fromkeys(str(key) for key in value or []))
    text = clean(str(value or "")).strip()
    return text if field.is_long else " ".join(text.split())


def _tidy_row(field: Field, row: Mapping[str, Any]) -> Content:
    tidied = {column.key: tidy(column, row.get(column.key)) for column in field.columns}
    if not any(tidied[column.key] for column in field.columns if not column.default):
        return {}
    return {"uid": str(row.get("uid") or secrets.token_hex(4)), **tidied}
