"""What surrounds the text of a DOCX: its properties, its language, and a zip that is always the same."""

from __future__ import annotations

from datetime import UTC, datetime, time
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from casestudies.exports.characters import one_line
from casestudies.exports.document import Document
from casestudies.exports.wording import DEMONSTRATION, PUBLISHER

LONGEST = 255  # what a core property may hold
SUBJECTS = ("community safety", "violence and crime prevention", "municipalities")
SPOKEN_HERE = frozenset({"en", "af", "zu", "xh", "st", "tn", "nso", "ts", "ss", "ve", "nr"})
EARLIEST = (1980, 1, 1, 0, 0, 0)  # a zip has no earlier day, and the real one would differ each time


def describe(word: Any, document: Document, now: datetime | None) -> None:
    """Fill in the core properties: who publishes it and what it is, and nothing about any person.

    Facts stay out of the keywords, for one of them may be a name; and the date is a day, since a time
    of day may tell who was in the room.
    """
    marks = [DEMONSTRATION] if document.is_demonstration else []
    properties = word.core_properties
    properties.author = properties.last_modified_by = PUBLISHER
    properties.title = one_line(document.title)[:LONGEST]
    properties.subject = one_line(document.subtitle or document.kind_label)[:LONGEST]
    properties.keywords = ", ".join([*marks, one_line(document.kind_label), *SUBJECTS])[:LONGEST]
    properties.category = one_line(document.kind_label)[:LONGEST]
    properties.comments = ""
    properties.identifier = one_line(document.url)[:LONGEST]
    properties.language = language_tag(document.language)
    properties.version = one_line(document.version)[:LONGEST]
    properties.revision = 1
    day = document.published_on or (now.date() if now else None)
    for name in ("dcterms:created", "dcterms:modified"):
        for old in properties._element.findall(qn(name)):
            properties._element.remove(old)
    if day:
        properties.created = properties.modified = datetime.combine(day, time(), UTC)


def language_tag(language: str) -> str:
    """The language as Word names it; ours are spoken in South Africa unless they say where."""
    tag = one_line(language) or "en"
    return f"{tag}-ZA" if tag in SPOKEN_HERE else tag


def speak(word: Any, language: str) -> None:
    """Tell spelling checkers and screen readers which language this is."""
    tag = language_tag(language)
    for element in word.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), tag)
    for element in word.settings.element.iter(qn("w:themeFontLang")):
        element.set(qn("w:val"), tag)


def packed(word: Any) -> bytes:
    """The file's bytes, without the picture of python-docx's blank page and without today's date."""
    relations = word.part.package.rels
    for key in [
        key for key, relation in relations.items() if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL
    ]:
        relations.pop(key)
    loose, sealed = BytesIO(), BytesIO()
    word.save(loose)
    with ZipFile(loose) as source, ZipFile(sealed, "w") as target:
        for name in source.namelist():
            entry = ZipInfo(name, EARLIEST)
            entry.compress_type, entry.create_system = ZIP_DEFLATED, 0
            target.writestr(entry, source.read(name), compresslevel=9)
    return sealed.getvalue()
