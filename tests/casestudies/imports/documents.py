"""Word documents as people send them, made here."""

from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from casestudies.imports import Outline, read_outline

NS = nsdecls("w", "r", "a", "wp")


def document(build: Callable[[Any], None]) -> BytesIO:
    word = docx.Document()
    build(word)
    file = BytesIO()
    word.save(file)
    return file


def read(build: Callable[[Any], None]) -> Outline:
    return read_outline(document(build), "outline.docx")


def xml(paragraph: Any, inner: str) -> None:
    """Put this into a paragraph as Word would have written it."""
    for element in parse_xml(f"<w:p {NS}>{inner}</w:p>"):
        paragraph._p.append(element)


def rewritten(file: BytesIO, **members: bytes | None) -> BytesIO:
    """The same zip with members replaced, added or (None) left out; "__" in a name is a slash."""
    changed = {name.replace("__", "/") + ".xml": content for name, content in members.items()}
    target = BytesIO()
    with ZipFile(file) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changed:
                new.writestr(name, old.read(name))
        for name, content in changed.items():
            if content is not None:
                new.writestr(name, content)
    target.seek(0)
    return target
