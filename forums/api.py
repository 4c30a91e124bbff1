"""Discussion in the read API: threads that everybody reads, page by page behind a key, never an offset."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse
from ninja import Field, Path, Query, Router, Schema

from casestudies.api.parameters import refuse_unknown
from casestudies.api.schemas import Problem
from casestudies.presentation import absolute
from forums import access
from forums.models import Thread
from forums.presentation.tables import post_as_dict, thread_as_dict
from forums.presentation.threads import said_posts, said_thread
from forums.queries.shown import Order

router = Router(tags=["Threads"])
LARGEST = 2**63 - 1
LAST_NUMBER = 2**31 - 1
MOST = 100
ThreadId = Path(..., ge=1, le=LARGEST, description="Of the thread, as in its address")


class ThreadOut(Schema):
    id: int
    slug: str
    title: str
    kind: str
    kind_label: str
    about_kind: str = Field(description="What it is about: case_study, engagement, lesson, network …")
    about: str
    url: str
    is_demonstration: bool = Field(description="Whether people and words in it are made up")
    is_locked: bool
    is_archived: bool
    theme: str
    tags: list[str]
    opened_at: datetime
    last_posted_at: datetime
    post_count: int
    closing_note: str = Field(description="Where the discussion got to, in Markdown; empty while it goes on")
    answer: int | None = Field(None, description="The number of the post that was marked as the answer")


class PostOut(Schema):
    number: int
    parent: int | None = Field(None, description="The number of the post that it answers")
    depth: int
    kind: str
    is_shown: bool = Field(description="False for a place whose post was hidden, removed or withdrawn")
    author: str
    posted_at: datetime | None = None
    edited_at: datetime | None = None
    text: str = Field(description="Markdown")
    reactions: dict[str, int]
    files: list[str]
    is_answer: bool
    url: str


class ThreadList(Schema):
    next: str | None = Field(None, description="Where the list goes on; null at its end")
    items: list[ThreadOut]


class PostList(Schema):
    next: str | None = Field(None, description="Where the list goes on; null at its end")
    items: list[PostOut]


class ThreadKeys(Schema):
    limit: int = Field(20, ge=1, le=MOST, description="How many to answer with")
    before: int = Field(LARGEST, ge=1, le=LARGEST, description="Only threads with a lower id")


class PostKeys(Schema):
    limit: int = Field(MOST, ge=1, le=MOST, description="How many to answer with")
    after: int = Field(0, ge=0, le=LAST_NUMBER, description="Only posts with a higher number")


@router.get(
    "/threads",
    response={200: ThreadList, 400: Problem},
    summary="Threads, the newest first",
    url_name="threads",
)
def list_threads(request: HttpRequest, parameters: Query[ThreadKeys]) -> Any:
    """Those that everybody reads: none of a network that is not open, none that waits or is hidden."""
    refuse_unknown(request, ThreadKeys)
    rows = Thread.objects.visible_to(AnonymousUser()).filter(pk__lt=parameters.before).with_subject()
    rows = rows.select_related("theme", "answer").prefetch_related("tags").order_by("-pk")
    found = list(rows[: parameters.limit + 1])
    shown = found[: parameters.limit]
    goes_on = (
        f"{_address('threads')}?limit={parameters.limit}&before={shown[-1].pk}"
        if len(found) > parameters.limit
        else None
    )
    return {"next": goes_on, "items": [thread_as_dict(said_thread(thread)) for thread in shown]}


@router.get(
    "/threads/{thread_id}",
    response={200: ThreadOut, 404: Problem},
    summary="One thread, without its posts",
    url_name="thread",
)
def get_thread(request: HttpRequest, thread_id: int = ThreadId) -> Any:
    return thread_as_dict(said_thread(access.thread_to_take_along(AnonymousUser(), thread_id)))


@router.get(
    "/threads/{thread_id}/posts",
    response={200: PostList, 400: Problem, 404: Problem},
    summary="The posts of a thread, the first ones first",
    url_name="thread_posts",
)
def list_posts(request: HttpRequest, parameters: Query[PostKeys], thread_id: int = ThreadId) -> Any:
    """``parent`` and ``depth`` make the tree. What waits for a facilitator is left out."""
    refuse_unknown(request, PostKeys)
    thread = access.thread_to_take_along(AnonymousUser(), thread_id)
    found = list(said_posts(thread, order=Order.STREAM, after=parameters.after, limit=parameters.limit + 1))
    shown = found[: parameters.limit]
    address = _address("thread_posts", thread.pk)
    goes_on = (
        f"{address}?limit={parameters.limit}&after={shown[-1].number}"
        if len(found) > parameters.limit
        else None
    )
    return {"next": goes_on, "items": [post_as_dict(post) for post in shown]}


def _address(name: str, *args: Any) -> str:
    return absolute(reverse(f"api:{name}", args=args))
