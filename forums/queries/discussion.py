"""Threads and sessions about a subject, and a thread's posts by keyset: never an OFFSET."""

from collections.abc import Collection
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Left

from casestudies.models import Lesson
from forums.models import (
    PATH_WIDTH,
    AnsweringSpan,
    Attachment,
    LiveSession,
    Post,
    Question,
    QuestionState,
    Subject,
    Thread,
    subject_field,
)
from forums.queries.shown import Order, PageAt

POSTS_A_PAGE = 50
POSTS_BEFORE = 5  # that a page around a post shows above it
EXCERPT = 160
LISTED = (
    *("thread", "parent", "number", "path", "kind", "state", "reason", "points_to", "author", "byline"),
    *("html", "revision", "posted_at", "edited_at", "question__vote_count", "question__context"),
    *(f"author__{field}" for field in ("handle", "display_name", "role_line", "municipality_code")),
)
"""What a page says of its posts; of fifty rows, each other column would be read for nothing."""
LAST = 999_999_999  # a number behind every post
ROW_OF = {Order.TREE: "path", Order.STREAM: "number"}


def threads_about(subject: Subject | Lesson, user: Any) -> list[Thread]:
    """The threads on a subject that a user may see, the liveliest first."""
    threads = Thread.objects.visible_to(user).filter(**subject_field(subject)).with_subject()
    return list(threads.latest_first()[:20])


def sessions_about(subject: Subject) -> list[LiveSession]:
    return list(LiveSession.objects.listed().filter(**subject_field(subject)).latest_first()[:10])


def posts_to_list(thread: Thread, user: Any, *, facilitates: bool = False) -> QuerySet[Post]:
    """Posts that a thread's page lists for somebody who reads it; who facilitates also sees what waits."""
    posts: QuerySet[Post] = thread.posts.all() if facilitates else thread.posts.shown_to(user)
    has_files = Exists(Attachment.objects.filter(post=OuterRef("pk")))
    posts = posts.select_related("author", "question").only(*LISTED)
    if thread.live_session_id is None:
        return posts.annotate(has_files=has_files)
    return posts.annotate(has_files=has_files, **beside_questions())


def beside_questions() -> dict[str, Any]:
    """What stands beside a question of a session in its thread: who else asked, and when it was answered."""
    merged = Question.objects.filter(merged_into__post=OuterRef("pk"), state=QuestionState.MERGED)
    others = merged.exclude(asker=F("merged_into__asker")).order_by().values("merged_into")
    spans = AnsweringSpan.objects.filter(question__post=OuterRef("pk")).order_by("started_at", "pk")
    return {
        "also_asked": Subquery(others.annotate(askers=Count("asker", distinct=True)).values("askers")),
        "first_answering_at": Subquery(spans.values("started_at")[:1]),
    }


def page_of_posts(
    posts: QuerySet[Post], thread: Thread, order: Order, at: PageAt
) -> tuple[list[Post], int | None, int | None]:
    """A page at some place; then behind which number the page before ends, and the next one begins.

    One query, whose cost is that of the page: each order has an index whose rows it begins in.
    """
    column = ROW_OF[order]
    if at.before is not None:
        found = (
            posts.filter(**{f"{column}__lt": row_of(thread, order, at.before)}) if at.before < LAST else posts
        )
        rows = list(found.order_by(f"-{column}")[: POSTS_A_PAGE + 1])
        has_more = len(rows) > POSTS_A_PAGE
        rows = rows[:POSTS_A_PAGE][::-1]
        has_next = bool(rows) and at.before < LAST
        return rows, rows[0].number if has_more else None, rows[-1].number if has_next else None
    if at.after is not None:
        posts = posts.filter(**{f"{column}__gt": row_of(thread, order, at.after)})
    elif at.around is not None and thread.last_post_number > POSTS_A_PAGE:
        posts = posts.filter(**{f"{column}__gte": row_before(thread, order, at.around)})
    rows = list(posts.order_by(column)[: POSTS_A_PAGE + 1])
    has_more = len(rows) > POSTS_A_PAGE
    rows = rows[:POSTS_A_PAGE]
    is_within = at.after is not None or at.around is not None
    has_before = is_within and bool(rows) and rows[0].number > 1
    return rows, rows[0].number if has_before else None, rows[-1].number if has_more else None


def row_of(thread: Thread, order: Order, number: int) -> Any:
    """Where a post stands in an order. One that moved away stands where the next one does."""
    return number if order is Order.STREAM else Subquery(_path_of(thread, number))


def row_before(thread: Thread, order: Order, number: int) -> Any:
    """Where a page begins that shows a post with a few before it."""
    if order is Order.STREAM:
        return max(1, number - POSTS_BEFORE)
    before = Post.objects.filter(thread=thread, path__lte=Subquery(_path_of(thread, number)))
    last_of_them = before.order_by("-path").values("path")[POSTS_BEFORE : POSTS_BEFORE + 1]
    return Coalesce(Subquery(last_of_them), Value(""))


def _path_of(thread: Thread, number: int) -> QuerySet[Post, Any]:
    posts = Post.objects.filter(thread=thread, number__gte=number).order_by("number")
    return posts.values("path")[:1]


def numbers_above(post: Post) -> list[int]:
    """The numbers of a post's ancestors, as its path names them."""
    steps = range(0, len(post.path) - PATH_WIDTH, PATH_WIDTH)
    return [int(post.path[step : step + PATH_WIDTH]) for step in steps]


def posts_in_a_line(posts: QuerySet[Post], *, numbers: Collection[int], ids: Collection[int]) -> list[Post]:
    """Those of some posts that a page names without showing them, in tree order; who, and how it begins."""
    named = posts.filter(Q(number__in=numbers) | Q(pk__in=ids)).defer("html")
    return list(named.annotate(excerpt=Left("plain", EXCERPT)).order_by("path"))
