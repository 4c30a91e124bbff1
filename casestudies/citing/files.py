"""References as files to download."""

from collections.abc import Callable
from dataclasses import dataclass

from casestudies.citing.apa import apa
from casestudies.citing.bibtex import bibtex
from casestudies.citing.csl import csl_json
from casestudies.citing.ris import ris
from casestudies.citing.work import Work


class UnknownStyle(ValueError):
    """Nobody here writes that one."""


@dataclass(frozen=True)
class Citation:
    """A file to send."""

    content: bytes
    content_type: str
    extension: str


WRITERS: dict[str, tuple[str, Callable[[Work], str]]] = {
    "bib": ("application/x-bibtex; charset=utf-8", bibtex),
    "ris": ("application/x-research-info-systems; charset=utf-8", ris),
    "json": ("application/vnd.citationstyles.csl+json; charset=utf-8", csl_json),
    "txt": ("text/plain; charset=utf-8", lambda work: f"{apa(work)}\n"),
}
FORMATS = tuple(WRITERS)


def write(work: Work, fmt: str) -> Citation:
    """The work as "bib", "ris", "json" (CSL) or "txt" (APA). Raises UnknownStyle."""
    if fmt not in WRITERS:
        raise UnknownStyle(fmt)
    content_type, writer = WRITERS[fmt]
    return Citation(writer(work).encode(), content_type, fmt)
