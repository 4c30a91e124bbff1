"""BibTeX. What people typed cannot end its field: each brace of theirs is written as a command."""

from collections.abc import Iterator

from casestudies.citing.lines import line
from casestudies.citing.names import Name
from casestudies.citing.work import Work

TYPES = {
    "report": "techreport",
    "article-journal": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "manuscript": "unpublished",
}
PUBLISHER_IS = {
    "techreport": "institution",
    "article": "journal",
    "book": "publisher",
    "incollection": "booktitle",
}
# BibTeX counts braces even behind a backslash, so that an escaped one would still unbalance the file.
ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{character: f"\\{character}" for character in "&%$#_"},
    }
)
IN_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})


def bibtex(work: Work) -> str:
    """One entry; letters stay as they are (UTF-8), and the title keeps its capitals."""
    entry = TYPES.get(work.kind, "misc")
    fields = [f"  {name} = {{{value}}}" for name, value in _fields(work, entry) if value]
    return f"@{entry}{{{work.key},\n" + ",\n".join(fields) + "\n}\n"


def _fields(work: Work, entry: str) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{_escaped(work.title)}}}"
    yield "author", " and ".join(_name(name) for name in work.authors)
    yield "year", _escaped(work.year_or_none)
    yield "month", str(work.day.month) if work.day else ""
    yield PUBLISHER_IS.get(entry, "publisher"), _escaped(work.publisher)
    if work.genre or work.version:
        yield "type", _escaped(work.genre)
        yield "number", f"version {_escaped(work.version)}" if work.version else ""
    yield "url", line(work.url).translate(IN_ADDRESS)
    yield "doi", line(work.doi).translate(IN_ADDRESS)
    yield "language", _escaped(work.language)
    yield "note", _escaped(f"Licence: {work.licence}" if work.licence else "")


def _name(name: Name) -> str:
    if name.is_group:
        return f"{{{_escaped(name.family)}}}"
    return f"{_kept(name.family)}, {_kept(name.given)}"


def _kept(part: str) -> str:
    """A part of a name; braces keep together what BibTeX would take for two people."""
    escaped = _escaped(part)
    return f"{{{escaped}}}" if "," in escaped or " and " in f" {escaped.casefold()} " else escaped


def _escaped(text: str) -> str:
    return line(text).translate(ESCAPES)
