"""How much the others made of a source, as a figure to choose by and in words to show."""

from collections.abc import Iterable, Mapping
from math import log1p

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forums.drafting.sources import Source, SourceKind

VOTES, STAR, ANSWERED, REPLIES, REACTIONS, AGREEMENT = 0.8, 0.6, 0.3, 0.4, 0.5, 0.6
TRIED = 2  # "we tried this" says more than a nod

SPLIT = (0.3, 0.7)
"""Between these shares of agreement a statement divides those who voted on it."""


class Signals:
    """Of one discussion: votes, replies and reactions count beside the most that any source had."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._sources = {source.key: source for source in sources}
        every = self._sources.values()
        self._most_votes = max((source.votes for source in every), default=0)
        self._most_replies = max((source.replies for source in every), default=0)
        self._most_reactions = max((_reacted(source.reactions) for source in every), default=0)

    def strength(self, source: Source) -> float:
        """From 0, nothing, to about 3, everything at once. An answer also has what its question had."""
        asked = self.question_of(source)
        votes = max(source.votes, asked.votes if asked else 0)
        return (
            VOTES * _beside(votes, self._most_votes)
            + STAR * (source.is_starred or bool(asked and asked.is_starred))
            + ANSWERED * (source.is_answered or source.kind == SourceKind.ANSWER)
            + REPLIES * _beside(source.replies, self._most_replies)
            + REACTIONS * _beside(_reacted(source.reactions), self._most_reactions)
            + AGREEMENT * max(0.0, 2 * (source.agreement or 0.0) - 1)
        )

    def in_words(self, source: Source) -> list[str]:
        """What speaks for a source, such as “12 votes”, “answered”, “starred by a facilitator”."""
        asked = self.question_of(source)
        found = [
            _votes(source.votes),
            _("answers a question with %(votes)s") % {"votes": _votes(asked.votes)}
            if asked and asked.votes
            else "",
            _("starred by a facilitator") if source.is_starred else "",
            _("its question was starred by a facilitator") if asked and asked.is_starred else "",
            _("answered") if source.is_answered else "",
            _replies(source.replies),
            *map(_reaction, sorted(source.reactions.items())),
            _agreement(source.agreement),
        ]
        return [words for words in found if words]

    def question_of(self, source: Source) -> Source | None:
        """The question that an answer answers."""
        if source.kind != SourceKind.ANSWER:
            return None
        asked = self._sources.get(source.reply_to)
        return asked if asked and asked.kind == SourceKind.QUESTION else None


def divides(source: Source) -> bool:
    return source.agreement is not None and SPLIT[0] <= source.agreement <= SPLIT[1]


def _beside(count: int, most: int) -> float:
    return log1p(count) / log1p(most) if most > 0 and count > 0 else 0.0


def _reacted(reactions: Mapping[str, int]) -> int:
    return sum(count * (TRIED if kind == "tried" else 1) for kind, count in reactions.items())


def _votes(count: int) -> str:
    return ngettext("%(count)d vote", "%(count)d votes", count) % {"count": count} if count else ""


def _replies(count: int) -> str:
    return ngettext("%(count)d reply", "%(count)d replies", count) % {"count": count} if count else ""


def _reaction(reaction: tuple[str, int]) -> str:
    kind, count = reaction
    said = {
        "thanks": ngettext("thanked %(count)d time", "thanked %(count)d times", count),
        "agree": ngettext("%(count)d person agrees", "%(count)d people agree", count),
        "same_here": ngettext("%(count)d says “same here”", "%(count)d say “same here”", count),
        "tried": ngettext("%(count)d has tried this", "%(count)d have tried this", count),
    }.get(kind, ngettext("%(count)d reaction", "%(count)d reactions", count))
    return said % {"count": count} if count else ""


def _agreement(share: float | None) -> str:
    return _("%(share)d%% agree") % {"share": round(100 * share)} if share is not None else ""
