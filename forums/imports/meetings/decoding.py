"""The text of a file that any program may have written."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE

from django.utils.translation import gettext as _

from exchange.text.characters import scrub
from forums.imports.meetings.refusals import LettersUnreadable, MeetingEmpty, MeetingIsARecording
from forums.imports.meetings.report import Point, Tally

MOST_CONTROLS = 0.01  # of a text; more of them and it is a program's file
MOST_FOREIGN = 0.3  # of what reads as Windows text; more of them and it is another encoding

_MARKS = (  # the longer mark first, for one begins with another
    (BOM_UTF32_LE, "utf-32"),
    (BOM_UTF32_BE, "utf-32"),
    (BOM_UTF8, "utf-8-sig"),
    (BOM_UTF16_LE, "utf-16"),
    (BOM_UTF16_BE, "utf-16"),
)
_SEVERAL_BYTES = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_DAMAGED = "�"


def decoded(content: bytes, tally: Tally) -> str:
    """Scrubbed text, with newlines alone for line ends. Raises MeetingUnreadable."""
    text = _decoded(content, tally).removeprefix("\ufeff")
    controls = sum(char < " " and char not in "\t\n\r\f\v" for char in text)
    if "\0" in text or controls > len(text) * MOST_CONTROLS:
        raise MeetingIsARecording
    text = scrub(text)
    if not text.strip():
        raise MeetingEmpty
    return text


def _decoded(content: bytes, tally: Tally) -> str:
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "") or _wide(content)
    try:
        return content.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        if encoding and encoding != "utf-8-sig":
            raise LettersUnreadable from error
    several = _SEVERAL_BYTES.findall(content)
    others = sum(byte > 0x7F for byte in _SEVERAL_BYTES.sub(b"", content))
    if several and len(several) >= others:  # UTF-8 in which a few letters were cut
        text = content.decode("utf-8-sig", "replace")
        tally.note(_("the file"), Point.DAMAGED_LETTERS, str(text.count(_DAMAGED)))
        return text
    return _as_windows_text(content, tally)


def _wide(content: bytes) -> str:
    """UTF-16 without its mark: every other byte of Latin letters is a zero."""
    head = content[:2000]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if len(head) < 8 or max(even, odd) < len(head) / 5 or min(even, odd) > max(even, odd) / 10:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _as_windows_text(content: bytes, tally: Tally) -> str:
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise LettersUnreadable from error
    if sum(char > "\x7f" for char in text) > len(text) * MOST_FOREIGN:
        raise LettersUnreadable
    tally.note(_("the file"), Point.OTHER_LETTERS)
    return text
