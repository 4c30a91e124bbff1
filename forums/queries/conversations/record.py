"""The words of a conversation, question by question. No query here knows who gave them.

A page holds as much as a phone should load at once: a two-hour transcript has several.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import Length
from django.utils.timezone import localtime

from forums.models import (
    Attachment,
    ContributionReaction,
    ContributionReactionKind,
    Conversation,
    Post,
    PostKind,
    PostState,
    Round,
    ScanState,
    Thread,
)

WORDS_ON_A_PAGE = 14_000  # characters of what was said
MOST_ON_A_PAGE = 80


Place = tuple[tuple[str, int], int, int, int | None]
"""Of a post: its part, its key, its length, and its number if it is in the conversation's own record."""


@dataclass
class SaidWords:
    """A post of the record as a page shows it. ``reactions`` are counts, in the order of their kinds."""

    post: Post
    reactions: list[tuple[str, str, int]] = field(default_factory=list)
    recordings: list[Attachment] = field(default_factory=list)


@dataclass
class SaidPart:
    """A round, or what was brought from elsewhere, with the words of it that stand on this page."""

    title: str
    round: Round | None = None
    words: list[SaidWords] = field(default_factory=list)
    is_continued: bool = False
    harvest: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class RecordPage:
    """``number`` counts from 1; ``before`` and ``after`` are there where other pages are."""

    parts: list[SaidPart]
    number: int
    count: int

    @property
    def before(self) -> int:
        return self.number - 1 if self.number > 1 else 0

    @property
    def after(self) -> int:
        return self.number + 1 if self.number < self.count else 0


def is_told_by_day(post: Post) -> bool:
    """Whether the post tells nothing of its time but the day: what was given under Chatham House."""
    at = localtime(post.posted_at)
    return post.kind == PostKind.CONTRIBUTION and (at.hour, at.minute, at.second) == (0, 0, 0)


def records_of(conversation: Conversation) -> QuerySet[Thread]:
    """Its own record first, then those of sessions and meetings that were held on it."""
    found: QuerySet[Thread] = Thread.objects.filter(conversation=conversation, is_record=True)
    return found.order_by("live_session", "pk")


def rounds_of(conversation: Conversation) -> list[Round]:
    return list(conversation.rounds.select_related("post").order_by("position"))


def posts_of_rounds(rounds: Iterable[Round]) -> QuerySet[Post]:
    """What was contributed to these rounds and stands, in the order of the record."""
    parents = [round.post_id for round in rounds if round.post_id]
    return Post.objects.filter(
        parent__in=parents, kind=PostKind.CONTRIBUTION, state=PostState.VISIBLE
    ).order_by("number")


def page_of_record(conversation: Conversation, *, number: int = 1, at: int | None = None) -> RecordPage:
    """A page of all that was said; the one with post ``at`` of its own record, where that is asked for."""
    places = _places(conversation)
    starts = _starts([size for _part, _pk, size, _number in places])
    if at is not None:
        found = _place_of(conversation, places, at)
        number = max(i for i, start in enumerate(starts, start=1) if start <= found)
    number = min(max(number, 1), len(starts))
    first = starts[number - 1]
    last = starts[number] if number < len(starts) else len(places)
    shown = places[first:last]
    posts = Post.objects.in_bulk([pk for _part, pk, _size, _number in shown])
    begun = {part for part, *_rest in places[:first]}
    parts = _parts(conversation, shown, posts, begun, is_last=number == len(starts))
    said = [words for part in parts for words in part.words]
    _dress(said)
    return RecordPage(parts, number, len(starts))


def _place_of(conversation: Conversation, places: Sequence[Place], number: int) -> int:
    """Where a post of the conversation's own record stands; of a round's question, where its words begin."""
    asked = conversation.rounds.filter(post__number=number).values_list("pk", flat=True).first()
    for place, (part, _pk, _size, post) in enumerate(places):
        if post == number or part == ("round", asked):
            return place
    return 0


def _places(conversation: Conversation) -> list[Place]:
    """Every post in the order in which it is read; no words yet."""
    rounds = rounds_of(conversation)
    order = {round.post_id: place for place, round in enumerate(rounds) if round.post_id}
    rows = posts_of_rounds(rounds).annotate(size=Length("html"))
    own: list[tuple[int, Place]] = [
        (order[parent], (("round", rounds[order[parent]].pk), pk, size, number))
        for pk, parent, size, number in rows.values_list("pk", "parent_id", "size", "number")
    ]
    places = [place for _order, place in sorted(own, key=lambda one: one[0])]
    threads = records_of(conversation).filter(live_session__isnull=False)
    brought = Post.objects.filter(thread__in=threads, state=PostState.VISIBLE).annotate(size=Length("html"))
    for pk, thread, size in brought.order_by("thread", "posted_at", "number").values_list(
        "pk", "thread_id", "size"
    ):
        places.append((("thread", thread), pk, size, None))
    return places


def _starts(sizes: Sequence[int]) -> list[int]:
    """Where each page begins. An empty record has one page."""
    starts, filled = [0], 0
    for place, size in enumerate(sizes):
        is_full = filled + size > WORDS_ON_A_PAGE or place - starts[-1] >= MOST_ON_A_PAGE
        if is_full and place > starts[-1]:
            starts.append(place)
            filled = 0
        filled += size
    return starts


def _parts(
    conversation: Conversation,
    shown: Sequence[Place],
    posts: dict[int, Post],
    begun: set[tuple[str, int]],
    *,
    is_last: bool,
) -> list[SaidPart]:
    """Each part once; a round in which nobody said anything stands on the page where it belongs."""
    rounds = {round.pk: round for round in rounds_of(conversation)}
    threads = {thread.pk: thread for thread in records_of(conversation)}
    by_key: dict[tuple[str, int], SaidPart] = {}
    for key, pk, _size, _number in shown:
        if key not in by_key:
            kind, owner = key
            round = rounds[owner] if kind == "round" else None
            title = round.title if round else threads[owner].title
            by_key[key] = SaidPart(title, round, is_continued=key in begun)
        by_key[key].words.append(SaidWords(posts[pk]))
    if is_last:
        for round in rounds.values():
            key = ("round", round.pk)
            if key not in by_key and key not in begun and round.post_id:
                by_key[key] = SaidPart(round.title, round)
    return sorted(by_key.values(), key=lambda part: part.round.position if part.round else 10_000)


def said_in(rounds: Sequence[Round], *, most: int = MOST_ON_A_PAGE) -> dict[int, list[SaidWords]]:
    """The latest words of these rounds, by round."""
    by_post = {round.post_id: round.pk for round in rounds}
    latest = list(posts_of_rounds(rounds).reverse()[:most])[::-1]
    said = [SaidWords(post) for post in latest]
    _dress(said)
    found: dict[int, list[SaidWords]] = defaultdict(list)
    for words in said:
        found[by_post[words.post.parent_id]].append(words)
    return found


def _dress(said: Sequence[SaidWords]) -> None:
    """Put counts of reactions and recordings beside the words: two queries for all."""
    posts = [words.post.pk for words in said]
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    rows: Any = ContributionReaction.objects.filter(contribution__post__in=posts)
    for post, kind, count in (
        rows.order_by().values_list("contribution__post", "kind").annotate(count=Count("pk"))
    ):
        counts[post][kind] = count
    recordings: dict[int, list[Attachment]] = defaultdict(list)
    for row in Attachment.objects.filter(post__in=posts, kind="audio", scan=ScanState.CLEAN).order_by("pk"):
        recordings[row.post_id or 0].append(row)
    for words in said:
        of_post = counts[words.post.pk]
        words.reactions = [
            (kind.value, str(kind.label), of_post.get(kind.value, 0)) for kind in ContributionReactionKind
        ]
        words.recordings = recordings[words.post.pk]


def bylines_in(conversation: Conversation) -> list[str]:
    """Who is named in the record, as its bylines name them: no participant is looked at for it."""
    said = Post.objects.filter(
        thread__in=records_of(conversation), kind=PostKind.CONTRIBUTION, state=PostState.VISIBLE
    )
    return sorted(set(said.order_by().values_list("byline", flat=True).distinct()), key=str.casefold)
