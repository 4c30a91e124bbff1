"""Whether a summary drops nobody: which sources it cites, which were read, and who does not appear in it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from exchange.people import places
from exchange.people.models.organisation import OrganisationKind
from forums.models import (
    Contribution,
    ConversationParticipant,
    ParticipantKind,
    PostKind,
    SourceReading,
    Summary,
    Terms,
)
from forums.queries.opinion_groups import Represented, groups_of
from forums.queries.source_list import cited_posts, posts_to_read

KINDS: dict[str, Any] = {**dict(OrganisationKind.choices), **dict(ParticipantKind.choices)}
COLUMNS = (
    "pk",
    "kind",
    "author",
    "author__municipality_code",
    "author__organisation__kind",
    "question__is_anonymous",
    "question__asker__is_anonymous",
    "question__asker__municipality_code",
    "question__asker__user__organisation__kind",
    "thread__conversation",
    "thread__conversation__terms",
)


@dataclass(frozen=True)
class Voice:
    """What is counted of whoever said a source, as far as the terms let it be known."""

    kind: str = ""
    municipality: str = ""


@dataclass(frozen=True)
class Coverage:
    cited: int = 0
    read: int = 0
    unread: int = 0
    kinds: list[Represented] = field(default_factory=list)
    municipalities: list[Represented] = field(default_factory=list)
    groups: list[Represented] = field(default_factory=list)
    hides_speakers: bool = False  # some of it was said under Chatham House terms

    @property
    def sources(self) -> int:
        return self.cited + self.read + self.unread

    @property
    def seen(self) -> int:
        return self.cited + self.read

    @property
    def missing(self) -> list[Represented]:
        return [one for one in (*self.groups, *self.kinds, *self.municipalities) if not one.appears]

    @property
    def is_whole(self) -> bool:
        return not self.unread and not self.missing


def coverage_of(summary: Summary, user: Any) -> Coverage:
    """As many queries however many sources there are."""
    rows = _rows(summary, user)
    cited = set(cited_posts(summary).values_list("quotation__revision__post", flat=True))
    read = set(SourceReading.objects.filter(summary=summary).values_list("post", flat=True)) - cited
    shown = {row["pk"] for row in rows}
    voices = _voices(rows)
    return Coverage(
        cited=len(shown & cited),
        read=len(shown & read),
        unread=len(shown - cited - read),
        kinds=_represented(((KINDS[one.kind], pk) for pk, one in voices.items() if one.kind), cited),
        municipalities=_represented(
            ((places.label(one.municipality), pk) for pk, one in voices.items() if one.municipality), cited
        ),
        groups=groups_of(summary, cited),
        hides_speakers=any(row["thread__conversation__terms"] == Terms.CHATHAM_HOUSE for row in rows),
    )


def voices_of(summary: Summary, user: Any) -> dict[int, Voice]:
    """By source: what may be counted of whoever said it."""
    return _voices(_rows(summary, user))


def _rows(summary: Summary, user: Any) -> list[dict[str, Any]]:
    return list(posts_to_read(summary, user).order_by().values(*COLUMNS))


def _represented(said: Iterable[tuple[Any, int]], cited: set[int]) -> list[Represented]:
    sources: Counter[str] = Counter()
    used: Counter[str] = Counter()
    for label, pk in said:
        sources[str(label)] += 1
        used[str(label)] += pk in cited
    return [
        Represented(label, sources[label], used[label], appears=bool(used[label]))
        for label in sorted(sources, key=lambda label: (bool(used[label]), label.casefold()))
    ]


def _voices(rows: Sequence[Mapping[str, Any]]) -> dict[int, Voice]:
    """By source; only what its terms let be known. An anonymous question has no place, nor a kind."""
    parts = _parts_in_conversations(rows)
    contributed = _contributors(row["pk"] for row in rows if row["kind"] == PostKind.CONTRIBUTION)
    voices = {}
    for row in rows:
        if row["thread__conversation__terms"] == Terms.CHATHAM_HOUSE:
            continue
        part = contributed.get(row["pk"]) or parts.get((row["thread__conversation"], row["author"]))
        if part:
            voices[row["pk"]] = part
        elif row["kind"] == PostKind.QUESTION:
            if not (row["question__is_anonymous"] or row["question__asker__is_anonymous"]):
                voices[row["pk"]] = Voice(
                    row["question__asker__user__organisation__kind"] or "",
                    row["question__asker__municipality_code"] or "",
                )
        elif row["author"]:
            voices[row["pk"]] = Voice(
                row["author__organisation__kind"] or "", row["author__municipality_code"] or ""
            )
    return voices


def _parts_in_conversations(rows: Sequence[Mapping[str, Any]]) -> dict[tuple[int, int], Voice]:
    held = {row["thread__conversation"] for row in rows if row["thread__conversation"]}
    if not held:
        return {}
    people = ConversationParticipant.objects.filter(conversation__in=held, user__isnull=False)
    people = people.exclude(conversation__terms=Terms.CHATHAM_HOUSE)
    columns = ("conversation", "user", "kind", "municipality_code")
    return {(held_in, user): Voice(kind, code) for held_in, user, kind, code in people.values_list(*columns)}


def _contributors(posts: Iterable[int]) -> dict[int, Voice]:
    """The kind and the place of those who contributed under terms that let both be told."""
    posts = list(posts)
    if not posts:
        return {}
    told = Contribution.objects.filter(post__in=posts, participant__isnull=False)
    told = told.exclude(terms=Terms.CHATHAM_HOUSE).exclude(conversation__terms=Terms.CHATHAM_HOUSE)
    columns = ("post", "participant__kind", "participant__municipality_code")
    return {post: Voice(kind, code) for post, kind, code in told.values_list(*columns) if post}
