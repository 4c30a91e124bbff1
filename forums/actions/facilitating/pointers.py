"""The posts that tell where a discussion went on, or where it came from."""

from datetime import datetime

from django.utils.translation import gettext as _

from forums.actions.posts import write_post
from forums.models import Post, PostKind, Thread


def point_onward(*, thread: Thread, to: Thread, parent: Post | None, now: datetime) -> Post:
    """Where a branch stood: it goes on elsewhere, behind the link that its page shows. The other thread's
    title stays out of it, since that may be hidden one day."""
    words = _("This part went on in a thread of its own.")
    return _pointer(thread=thread, to=to, parent=parent, text=words, now=now)


def point_back(*, thread: Thread, to: Thread, now: datetime) -> Post:
    words = _("This began in another thread.")
    return _pointer(thread=thread, to=to, parent=None, text=words, now=now)


def point_to_merged(*, thread: Thread, now: datetime) -> Post:
    words = _("The posts that follow come from a thread of their own, which was merged into this one.")
    return _pointer(thread=thread, to=None, parent=None, text=words, now=now)


def _pointer(*, thread: Thread, to: Thread | None, parent: Post | None, text: str, now: datetime) -> Post:
    """It is nobody's post, so nobody is told of it, and it does not make the thread look alive."""
    last_posted_at = thread.last_posted_at
    post = write_post(
        thread=thread,
        text=text,
        now=now,
        byline=_("Facilitation"),
        kind=PostKind.POINTER,
        parent=parent,
    )
    post.points_to = to
    post.save(update_fields=["points_to"])
    thread.last_posted_at = last_posted_at
    thread.save(update_fields=["last_posted_at"])
    return post
