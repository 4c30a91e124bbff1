"""The transcript of what was said elsewhere, turn by turn, with its place in the recording."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator

from forums.models import Caption, Conversation, LiveSession, Minute, Post, PostKind
from forums.queries.moments import Moment, moment_of

TURNS_ON_A_PAGE = 40


@dataclass
class Turn:
    post: Post
    moment: Moment | None


def transcript_page(conversation: Conversation, number: str) -> Page[Turn]:
    posts = Post.objects.filter(
        thread__conversation=conversation, thread__is_record=True, kind=PostKind.SPEECH, state="visible"
    )
    rows = posts.select_related("thread__live_session").order_by("thread", "number")
    page = Paginator(rows, TURNS_ON_A_PAGE).get_page(number)
    page.object_list = turns_of(list(page.object_list))
    return page


def turn_of(conversation: Conversation, post_id: int) -> Turn | None:
    posts = Post.objects.filter(
        thread__conversation=conversation, thread__is_record=True, kind=PostKind.SPEECH, state="visible"
    )
    found = turns_of(list(posts.select_related("thread__live_session").filter(pk=post_id)))
    return found[0] if found else None


def turns_of(posts: list[Post]) -> list[Turn]:
    times = {}
    for rows, column in ((Minute.objects, "noted_at"), (Caption.objects, "starts_at")):
        said = rows.filter(post__in=posts, removed_at__isnull=True).order_by(f"-{column}")
        times.update(dict(said.values_list("post", column)))
    return [Turn(post, _moment(post.thread.live_session, times.get(post.pk))) for post in posts]


def _moment(session: LiveSession | None, at: datetime | None) -> Moment | None:
    return moment_of(session, at) if session else None
