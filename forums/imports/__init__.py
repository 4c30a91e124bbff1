"""Reads threads of other places. Takes any file and never fails but with a reason for people."""

from forums.imports.discourse import read_discourse
from forums.imports.parsed import ParsedPost, ParsedThread, Remark, UnreadableFile, as_data, from_data
from forums.imports.spreadsheet import read_spreadsheet

__all__ = [
    "ParsedPost",
    "ParsedThread",
    "Remark",
    "UnreadableFile",
    "as_data",
    "from_data",
    "read_thread",
]


def read_thread(content: bytes, name: str) -> ParsedThread:
    """A file by what is in it: Discourse's JSON begins with a brace. Raises UnreadableFile."""
    is_json = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["} or name.lower().endswith(".json")
    return read_discourse(content) if is_json else read_spreadsheet(content)
