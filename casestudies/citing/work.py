"""What can be cited, as a value."""

from dataclasses import dataclass
from datetime import date

from casestudies.citing.names import Name


@dataclass(frozen=True)
class Work:
    """A version of a case study, or a source. ``kind`` is a type of CSL-JSON; ``day`` beats ``year``."""

    key: str
    kind: str
    title: str
    authors: tuple[Name, ...] = ()
    day: date | None = None
    year: str = ""
    version: str = ""
    genre: str = ""
    publisher: str = ""
    url: str = ""
    doi: str = ""
    language: str = ""
    abstract: str = ""
    licence: str = ""

    @property
    def year_or_none(self) -> str:
        return str(self.day.year) if self.day else self.year

    @property
    def address(self) -> str:
        """The DOI as an address where there is one, else the web address."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url

    @property
    def is_periodical(self) -> bool:
        """Whether the publisher is a journal or newspaper that holds it."""
        return self.kind in {"article-journal", "article-newspaper"}
