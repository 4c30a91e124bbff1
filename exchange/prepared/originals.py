"""What files are made of: asked of whoever knows the thing, when one is asked for, made and handed out.

Prepared files stand below everything that becomes a document; those things register themselves when
they start, under a kind.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

Progress = Callable[[int], None]
"""Told how far the making has come, in percent."""


@dataclass(frozen=True)
class Written:
    """A file, and by what to know each part of what stands in it."""

    content: bytes
    fingerprint: str


@dataclass(frozen=True)
class Original:
    """A thing that its reader may see: ``title`` for lists, ``name`` for the file, ``url`` to go back to."""

    title: str
    name: str
    url: str
    formats: tuple[str, ...]


class Originals(Protocol):
    def find(self, key: str, user: Any) -> Original | None:
        """The thing, if this person may take it along now."""
        ...

    def write(self, key: str, user: Any, format: str, progress: Progress) -> Written:
        """The file, and the fingerprint of what stands in it. Raises ActionError for what can't be made."""
        ...

    def still_says(self, key: str, user: Any, fingerprint: str) -> bool:
        """Whether everything that was written then would also be written now; more may have come since."""
        ...


_kinds: dict[str, Originals] = {}


def register(kind: str, originals: Originals) -> None:
    _kinds[kind] = originals


def originals_of(kind: str) -> Originals | None:
    return _kinds.get(kind)


def find(kind: str, key: str, user: Any) -> Original | None:
    """The thing, if somebody knows that kind and this person may see it now."""
    known = _kinds.get(kind)
    return known.find(key, user) if known else None
