"""What of a content may be published: places as exactly as agreed, people by consent."""

from collections.abc import Mapping
from typing import Any

from casestudies.content.choices import Attribution, LocationPrecision
from casestudies.content.facets import LOCATED
from casestudies.content.field import Content, Kind
from casestudies.content.fields import FIELDS

UNNAMED = frozenset({Attribution.CHATHAM_HOUSE, Attribution.WITHHELD})


def public_content(content: Mapping[str, Any]) -> Content:
    """A copy without what readers may not learn."""
    public = dict(content)
    if content["precision"] not in LOCATED:
        public["places"] = []
    if content["precision"] != LocationPrecision.SITE:
        public["site"] = ""
    public["people"] = [person for person in content["people"] if person["agreed"]]
    public["lessons"] = [
        {**lesson, "attributed_to": "" if lesson["attribution"] in UNNAMED else lesson["attributed_to"]}
        for lesson in content["lessons"]
    ]
    return public


def words_of(content: Mapping[str, Any]) -> str:
    """Every word that people typed, for the search: one field on a line, Markdown as it is."""
    words: list[str] = []
    for field in FIELDS:
        if field.kind in WRITTEN:
            words.append(str(content[field.key]))
        elif field.kind == Kind.ROWS:
            written = [column.key for column in field.columns if column.kind in WRITTEN]
            words += [str(row.get(key, "")) for row in content[field.key] for key in written]
    return "\n".join(filter(None, words))


WRITTEN = frozenset({Kind.LINE, Kind.TEXT, Kind.PROSE})
