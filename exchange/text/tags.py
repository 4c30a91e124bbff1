"""HTML that others wrote, one tag and one stretch of words after another. Nothing of it stays HTML.

Python's own parser takes minutes over a file that is made for it; this one looks at each character once.
"""

import html
import re
from typing import Protocol

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>|<[!?][^<>]*>")
_HUGE_NUMBER = re.compile(r"&#[0-9a-fA-FxX]{9,};?")


class TagReader(Protocol):
    def begins(self, tag: str, attributes: str) -> None: ...

    def ends(self, tag: str) -> None: ...

    def words(self, plain: str) -> None: ...


def read_tags(source: str, reader: TagReader) -> None:
    """Hand a reader the tags in small letters, and what stands between them as plain text."""
    source = _without_comments(source)
    position = 0
    for tag in _TAG.finditer(source):
        reader.words(_plain(source[position : tag.start()]))
        if tag[2]:
            name = tag[2].lower()
            reader.ends(name) if tag[1] else reader.begins(name, tag[3])
        position = tag.end()
    reader.words(_plain(source[position:]))


def _plain(source: str) -> str:
    return html.unescape(_HUGE_NUMBER.sub("\ufffd", source))


def _without_comments(source: str) -> str:
    kept, position = [], 0
    while (start := source.find("<!--", position)) >= 0:
        kept.append(source[position:start])
        end = source.find("-->", start)
        if end < 0:
            return "".join(kept)
        position = end + 3
    return "".join([*kept, source[position:]])
