"""A Word document as headings and prose. Its macros, fields and embedded things are never looked at."""

from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from docx.opc.package import OpcPackage
from docx.oxml.ns import qn
from docx.package import Package

from casestudies.imports.archive import check_archive
from casestudies.imports.markdown import MOST_CHARACTERS, about_pictures
from casestudies.imports.outline import Part
from casestudies.imports.refusals import (
    OutlineBroken,
    OutlineHasMacros,
    OutlineIsOtherOffice,
    OutlineRefused,
    OutlineTooLong,
)
from casestudies.imports.word.blocks import Reader

MOST_ELEMENTS = 250_000
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def read_word(content: bytes) -> tuple[list[Part], list[str]]:
    """The parts of a DOCX in their order, and what its author should know. Raises OutlineRefused."""
    check_archive(content)
    try:
        reader = Reader(_main_part(content))
        parts = reader.parts()
    except OutlineRefused:
        raise
    except Exception as error:  # python-docx and lxml raise nearly anything on a broken file
        raise OutlineBroken from error
    notes = about_pictures(reader.pictures)
    if reader.has_contents:
        notes.append(_("The table of contents is not taken over."))
    return parts, notes


def _main_part(content: bytes) -> Any:
    package: OpcPackage = Package.open(BytesIO(content))
    part = package.main_document_part
    if "macroEnabled" in part.content_type or "template" in part.content_type:
        raise OutlineHasMacros
    if part.content_type != WORD:
        raise OutlineIsOtherOffice
    if part.element.find(qn("w:body")) is None:
        raise OutlineBroken
    words = sum(len(element.text or "") for element in part.element.iter(qn("w:t")))
    if words > MOST_CHARACTERS or sum(1 for _element in part.element.iter()) > MOST_ELEMENTS:
        raise OutlineTooLong
    return part
