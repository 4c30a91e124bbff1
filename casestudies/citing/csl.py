"""CSL-JSON, which Zotero, Pandoc and citation processors read."""

import json
from collections.abc import Sequence
from typing import Any

from casestudies.citing.lines import line
from casestudies.citing.names import Name
from casestudies.citing.work import Work


def csl_json(works: Work | Sequence[Work]) -> str:
    """A list of items, as the schema wants it even for one."""
    items = [csl_item(work) for work in ([works] if isinstance(works, Work) else works)]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def csl_item(work: Work) -> dict[str, Any]:
    """One item with the fields that have something to say."""
    item: dict[str, Any] = {
        "id": work.key,
        "type": work.kind,
        "title": line(work.title),
        "author": [_name(name) for name in work.authors],
        "issued": _issued(work),
        "container-title" if work.is_periodical else "publisher": line(work.publisher),
        "version": line(work.version),
        "genre": line(work.genre),
        "URL": line(work.url),
        "DOI": line(work.doi),
        "language": line(work.language),
        "abstract": line(work.abstract),
        "note": line(f"Licence: {work.licence}") if work.licence else "",
    }
    return {key: value for key, value in item.items() if value}


def _name(name: Name) -> dict[str, str]:
    if name.is_group:
        return {"literal": line(name.family)}
    return {"family": line(name.family), "given": line(name.given)}


def _issued(work: Work) -> dict[str, Any]:
    if work.day:
        return {"date-parts": [[work.day.year, work.day.month, work.day.day]]}
    year = line(work.year)
    if year.isascii() and year.isdecimal():
        return {"date-parts": [[int(year)]]}
    return {"literal": year} if year else {}
