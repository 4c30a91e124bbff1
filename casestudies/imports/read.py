"""Which kind of file it is, by its content, and how it is read."""

from typing import IO

from django.utils.translation import gettext as _

from casestudies.imports.markdown import read_markdown
from casestudies.imports.outline import Outline, Part, placed
from casestudies.imports.refusals import (
    NotAnOutline,
    OutlineBroken,
    OutlineEmpty,
    OutlineIsLocked,
    OutlineIsOldWord,
    OutlineIsOtherOffice,
)
from casestudies.imports.word import read_word
from exchange.storage.uploads import MEGABYTE, FileTooLarge, refuse_too_large
from exchange.text.characters import scrub

LARGEST_OUTLINE = 5 * MEGABYTE
MOST_CONTROLS = 0.01  # of a text; more of them and it is a program's file

ZIP, EMPTY_ZIP, OLD_OFFICE = b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0"
OTHER_OFFICE = (b"%PDF", b"{\\rtf")


def read_outline(file: IO[bytes], name: str) -> Outline:
    """The outline in a DOCX or Markdown file. Nothing in it is ever run, fetched or thrown away.

    The name only tells what the person meant to send. Raises FileTooLarge, and OutlineRefused for
    what cannot be read.
    """
    refuse_too_large(file, limit=LARGEST_OUTLINE)
    file.seek(0)
    content = file.read(LARGEST_OUTLINE + 1)
    if len(content) > LARGEST_OUTLINE:
        raise FileTooLarge(size=len(content), limit=LARGEST_OUTLINE)
    parts, notes = _parts(content, name.lower())
    outline = placed(parts, notes)
    if not (outline.title or outline.sections or outline.unplaced):
        raise OutlineEmpty
    return outline


def _parts(content: bytes, name: str) -> tuple[list[Part], list[str]]:
    if content.startswith((ZIP, EMPTY_ZIP)):
        return read_word(content)
    if content.startswith(OLD_OFFICE):
        raise OutlineIsLocked if "EncryptedPackage".encode("utf-16-le") in content else OutlineIsOldWord
    if content.startswith(OTHER_OFFICE):
        raise OutlineIsOtherOffice
    if content and name.endswith((".docx", ".doc", ".docm")):
        raise OutlineBroken
    text, notes = _decoded(content)
    parts, more = read_markdown(scrub(text))
    return parts, [*notes, *more]


def _decoded(content: bytes) -> tuple[str, list[str]]:
    """The text of a file that may have been written by any editor."""
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    notes = []
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-16":
            raise NotAnOutline from error
        text = content.decode("cp1252", "replace")
        notes.append(
            _("The file is not in UTF-8; it was read as Windows text. Check letters such as â or ê.")
        )
    controls = sum(char < " " and char not in "\t\n\r\f\v" for char in text)
    if "\0" in text or controls > len(text) * MOST_CONTROLS:
        raise NotAnOutline
    return text, notes
