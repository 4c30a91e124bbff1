"""APA style, 7th edition, as plain text."""

from casestudies.citing.lines import line, stopped
from casestudies.citing.names import Name
from casestudies.citing.work import Work

ALL_NAMED = 20  # of more authors, the first nineteen and the last are named


def apa(work: Work) -> str:
    """One line: who (when). What (genre, version). Publisher. Where."""
    title = line(work.title)
    details = ", ".join(filter(None, (line(work.genre), f"version {work.version}" if work.version else "")))
    what = f"{title} ({details})" if details else title
    who = _authors(work.authors)
    when = f"({_when(work)})."
    parts = [f"{stopped(who)} {when}", stopped(what)] if who else [stopped(what), when]
    publisher = line(work.publisher)
    if publisher and publisher != who:
        parts.append(stopped(publisher))
    if work.address:
        parts.append(line(work.address))
    return " ".join(parts)


def _when(work: Work) -> str:
    if work.day:
        return f"{work.day.year}, {work.day:%B} {work.day.day}"
    return line(work.year) or "n.d."


def _authors(authors: tuple[Name, ...]) -> str:
    names = [_name(author) for author in authors]
    if len(names) > ALL_NAMED:
        return f"{', '.join(names[: ALL_NAMED - 1])}, … {names[-1]}"
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])}, & {names[-1]}"


def _name(name: Name) -> str:
    return line(", ".join(filter(None, (name.family, name.initials))))
