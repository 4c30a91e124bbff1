"""What the parts of a case study's page need beyond what templates can say."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from casestudies.citing import apa
from casestudies.content.months import month_in_words
from casestudies.content.reading import ShownRow
from casestudies.exports.characters import web_address
from casestudies.presentation import work_of_source

register = template.Library()
HEADING = re.compile(r"<(/?)h([1-6])>")

# So that no word can end the script element; JSON reads the same either way.
IN_SCRIPT = str.maketrans(
    {"<": "\\u003C", ">": "\\u003E", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


@register.filter
def at(mapping: Mapping[str, Any] | None, key: Any) -> Any:
    """The value under a key that a variable holds; nothing where there is none."""
    return (mapping or {}).get(str(key), "")


register.filter("month", month_in_words)


@register.filter
def linked_data(data: Mapping[str, Any]) -> SafeString:
    """A JSON-LD block: data that no browser executes, in which nothing can close the element."""
    written = json.dumps(data, ensure_ascii=False).translate(IN_SCRIPT)
    return mark_safe(f'<script type="application/ld+json">{written}</script>')  # noqa: S308 - escaped above


@register.filter
def under_heading(html: str) -> SafeString:
    """Rendered prose below a heading of the second level: its own begin with the third and skip none."""
    above: list[int] = []

    def renamed(found: re.Match[str]) -> str:
        level = int(found[2])
        if not found[1]:
            while above and above[-1] >= level:
                above.pop()
            above.append(level)
        return f"<{found[1]}h{min(2 + len(above), 6)}>"

    return mark_safe(HEADING.sub(renamed, html))  # noqa: S308 - it was sanitised, and only levels change


@register.filter
def reference(row: ShownRow) -> str:
    """A source as a line of the list of references, without its address."""
    values = {cell.key: cell.keys[0].key if cell.keys else cell.text for cell in row.cells}
    return apa(work_of_source(values | {"url": "", "doi": ""}))


@register.filter
def address(row: ShownRow) -> str:
    """Where a source is to be found; empty unless it is an address of the web."""
    work = work_of_source({"doi": row["doi"].text, "url": row["url"].text})
    return web_address(work.address, "")


@register.filter
def tel(number: str) -> str:
    """A help line's number as a phone dials it."""
    return "".join(character for character in number if character in "+0123456789*#")


@register.filter
def item(values: Sequence[Any], position: int) -> Any:
    """The value at a position that a variable holds."""
    return values[position]
