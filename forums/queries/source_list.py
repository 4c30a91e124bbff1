"""The sources of a summary as the workbench lists them: filtered, grouped by thread, some at a time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, F, IntegerField, Q, QuerySet, When

from forums.models import Citation, Post, PostKind, SourceReading, Summary
from forums.queries.quotable import quotable_among

SOURCES_A_PAGE = 20
SAID = frozenset(PostKind.values) - {PostKind.POINTER, PostKind.PROMPT}
"""What somebody said or noted; a prompt and a pointer only lead to it."""


class Use(StrEnum):
    ANY = ""
    UNUSED = "unused"
    UNREAD = "unread"
    CITED = "cited"
    READ = "read"


@dataclass(frozen=True)
class SourceFilter:
    """What of the sources somebody wants to see. Its query string is the page's."""

    thread: int | None = None
    kind: str = ""
    votes: int = 0
    is_starred: bool = False
    use: Use = Use.ANY
    words: str = ""

    @property
    def is_set(self) -> bool:
        return self != SourceFilter()

    @property
    def query(self) -> str:
        values = {
            "thread": self.thread or "",
            "kind": self.kind,
            "votes": self.votes or "",
            "starred": "1" if self.is_starred else "",
            "use": self.use.value,
            "words": self.words,
        }
        return urlencode({name: value for name, value in values.items() if value})


@dataclass(frozen=True)
class ListedSource:
    post: Post
    votes: int
    is_starred: bool
    citations: int
    reading: str  # why it was read and not used
    may_be_quoted: bool

    @property
    def anchor(self) -> str:
        return f"source-{self.post.pk}"

    @property
    def state(self) -> str:
        return "cited" if self.citations else "read" if self.reading else "unread"


@dataclass(frozen=True)
class SourcePage:
    sources: list[ListedSource] = field(default_factory=list)
    total: int = 0
    next: int = 0  # how many come before the next page; 0: there is none
    begins_at: int = 0


def posts_to_read(summary: Summary, user: Any) -> "QuerySet[Any]":
    """What somebody may quote in a summary, but for what only leads on."""
    posts = Post.objects.visible_to(user).filter(thread__in=summary.threads.all(), kind__in=SAID)
    return posts.annotate(source_votes=votes_of_source()).order_by("thread_id", "path")


def votes_of_source() -> Case:
    """A question's votes; its answer counts as many, so that they stay together."""
    return Case(
        When(kind=PostKind.QUESTION, then=F("question__vote_count")),
        When(kind=PostKind.ANSWER, then=F("answered_question__vote_count")),
        default=0,
        output_field=IntegerField(),
    )


def source_page(
    summary: Summary, user: Any, wanted: SourceFilter | None = None, *, start: int = 0
) -> SourcePage:
    """A page of sources from the one after ``start`` others. As many queries however many there are."""
    wanted = wanted or SourceFilter()
    found = _filtered(posts_to_read(summary, user), summary, wanted)
    total = found.count()
    posts = list(
        found.select_related(
            "author",
            "thread",
            "question__asker__user",
            "answered_question",
            "parent",
        )[start : start + SOURCES_A_PAGE]
    )
    end = start + len(posts)
    return SourcePage(
        sources=list(_listed(summary, posts)),
        total=total,
        next=end if end < total else 0,
        begins_at=start,
    )


def _filtered(posts: Any, summary: Summary, wanted: SourceFilter) -> Any:
    if wanted.thread:
        posts = posts.filter(thread=wanted.thread)
    if wanted.kind:
        posts = posts.filter(kind=wanted.kind)
    if wanted.votes:
        posts = posts.filter(source_votes__gte=wanted.votes)
    if wanted.is_starred:
        posts = posts.filter(
            Q(question__starred_at__isnull=False) | Q(answered_question__starred_at__isnull=False)
        )
    if wanted.words:
        posts = posts.matching(wanted.words)
    cited = cited_posts(summary)
    read = SourceReading.objects.filter(summary=summary).values("post")
    match wanted.use:
        case Use.UNUSED:
            posts = posts.exclude(pk__in=cited)
        case Use.UNREAD:
            posts = posts.exclude(pk__in=cited).exclude(pk__in=read)
        case Use.CITED:
            posts = posts.filter(pk__in=cited)
        case Use.READ:
            posts = posts.filter(pk__in=read).exclude(pk__in=cited)
    return posts


def cited_posts(summary: Summary) -> Any:
    """Ids of the sources that an item cites, for use inside a query."""
    return Citation.objects.filter(item__summary=summary).values("quotation__revision__post")


def _listed(summary: Summary, posts: list[Any]) -> Iterable[ListedSource]:
    shown = {post.pk for post in posts}
    cited: dict[int, int] = {}
    standing = Citation.objects.filter(item__summary=summary, quotation__revision__post__in=shown)
    for pk in standing.values_list("quotation__revision__post", flat=True):
        cited[pk] = cited.get(pk, 0) + 1
    readings: Mapping[int, str] = dict(
        SourceReading.objects.filter(summary=summary, post__in=shown).values_list("post", "reason")
    )
    quotable = quotable_among(posts)
    for post in posts:
        question = getattr(post, "question", None) or getattr(post, "answered_question", None)
        yield ListedSource(
            post=post,
            votes=post.source_votes,
            is_starred=bool(question and question.starred_at),
            citations=cited.get(post.pk, 0),
            reading=readings.get(post.pk, ""),
            may_be_quoted=post.pk in quotable,
        )
