"""Links to the second of a session's recording."""

from typing import Any

from django import template

from forums.models import AnsweringSpan, LiveSession, Post, PostKind, Thread
from forums.queries.moments import Moment, moment_of

register = template.Library()


@register.inclusion_tag("forums/live/_moment.html")
def moment(session: LiveSession, at: Any) -> dict[str, Moment | None]:
    return {"moment": moment_of(session, at)}


@register.inclusion_tag("forums/live/_post_moment.html")
def post_moment(thread: Thread, post: Post) -> dict[str, Moment | None]:
    """Where to hear a post of the record. Costs no query: the post has the time of its first words."""
    is_said = post.kind in {PostKind.MINUTES, PostKind.SPEECH} and thread.live_session
    return {"moment": moment_of(thread.live_session, post.posted_at) if is_said else None}  # type: ignore[arg-type]


@register.inclusion_tag("forums/live/_answering_moments.html")
def answering_moments(session: LiveSession | None, thread: Thread | None = None) -> dict[str, Any]:
    """When each question of a session was being answered, in its recording; of one thread, or of all."""
    if session is None or session.recording_starts_at is None or (thread and thread.is_record):
        return {"rows": []}
    spans = AnsweringSpan.objects.filter(question__session=session, question__post__isnull=False)
    if thread:
        spans = spans.filter(question__post__thread=thread)
    rows = [
        (span.question, found)
        for span in spans.select_related("question__post").order_by("started_at", "pk")
        if (found := moment_of(session, span.started_at)) and span.question.is_in_the_room
    ]
    return {"rows": rows}
