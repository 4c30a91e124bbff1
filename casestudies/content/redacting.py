"""Taking words out of a content: found as they were typed, whatever the spaces between them. Pure."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from casestudies.content.field import Content, Kind
from casestudies.content.fields import FIELDS
from casestudies.content.public import WRITTEN

MARK = "[words withdrawn]"
Pattern = re.Pattern[str]


def pattern_of(words: str) -> Pattern:
    """Finds the words as whole words, exactly as they are written; a line break counts as a space."""
    inner = r"\s+".join(re.escape(word) for word in words.split())
    before = r"(?<!\w)" if words.strip()[:1].isalnum() else ""
    after = r"(?!\w)" if words.strip()[-1:].isalnum() else ""
    return re.compile(before + inner + after)


def redacted_text(text: str, pattern: Pattern) -> tuple[str, int]:
    """The text with the mark in place of the words, and how often they stood there."""
    return pattern.subn(lambda _match: MARK, text)


def redacted(content: Mapping[str, Any], pattern: Pattern) -> tuple[Content, Counter[str]]:
    """A copy without the words, and how often each field held them; rows count for their field."""
    copy, found = dict(content), Counter[str]()
    for field in FIELDS:
        value = content.get(field.key)
        if field.kind in WRITTEN:
            copy[field.key], found[field.key] = redacted_text(str(value or ""), pattern)
        elif field.kind == Kind.ROWS:
            typed = {column.key for column in field.columns if column.kind in WRITTEN}
            rows = []
            for row in value or []:
                changed = dict(row)
                for key in typed & row.keys():
                    changed[key], times = redacted_text(str(row[key] or ""), pattern)
                    found[field.key] += times
                rows.append(changed)
            copy[field.key] = rows
    return copy, +found
