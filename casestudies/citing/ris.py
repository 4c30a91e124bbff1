"""RIS, as reference managers read it: a tag and a value on each line, ended by CR LF."""

from collections.abc import Iterator

from casestudies.citing.lines import line
from casestudies.citing.work import Work

TYPES = {
    "report": "RPRT",
    "article-journal": "JOUR",
    "article-newspaper": "NEWS",
    "book": "BOOK",
    "chapter": "CHAP",
    "webpage": "ELEC",
    "dataset": "DATA",
    "legislation": "STAT",
    "speech": "SLIDE",
    "manuscript": "UNPB",
}


def ris(work: Work) -> str:
    """One record. A value is one line, so nothing that people typed can begin a tag."""
    lines = [f"{tag}  - {line(value)}" for tag, value in _values(work) if line(value)]
    return "\r\n".join([f"TY  - {TYPES.get(work.kind, 'GEN')}", *lines, "ER  - ", ""])


def _values(work: Work) -> Iterator[tuple[str, str]]:
    yield "ID", work.key
    yield "TI", work.title
    for name in work.authors:
        # A comma parts family and given name, and a group has only the one.
        yield "AU", name.family.replace(",", "") if name.is_group else f"{name.family}, {name.given}"
    yield "PY", work.year_or_none
    yield "DA", f"{work.day:%Y/%m/%d}/" if work.day else ""
    yield "T2" if work.is_periodical else "PB", work.publisher
    yield "M3", work.genre
    yield "ET", work.version
    yield "UR", work.url
    yield "DO", work.doi
    yield "LA", work.language
    yield "AB", work.abstract
    yield "N1", f"Licence: {work.licence}" if work.licence else ""
