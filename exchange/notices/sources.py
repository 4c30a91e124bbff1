"""What a notice says: asked of whoever knows the thing, at the moment it is shown or sent.

Notices stand below everything that people are told about; those register themselves when they start.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True)
class Told:
    """One thing, in words for one recipient. ``words`` are plain text; ``url`` is a path of this site.

    ``thread`` names what belongs together in a mail program, for example ``thread-12``;
    ``reply_key`` lets the thing be answered by mail (see ``forums.actions.mail_replies``).
    """

    title: str
    words: str
    url: str
    by: str = ""
    place: str = ""
    thread: str = ""
    reply_key: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)


class Source(Protocol):
    def told(self, ids: Sequence[int], recipient: Any) -> Mapping[int, Told]:
        """Those of the things that the recipient may see now; the others are left out."""
        ...


_sources: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    _sources[name] = source


def told(name: str, ids: Sequence[int], recipient: Any) -> Mapping[int, Told]:
    """What to say of these things; nothing of a kind that nobody knows any more."""
    source = _sources.get(name)
    return source.told(ids, recipient) if source else {}
