"""Opening threads."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from exchange.text import clean
from forums.actions.posts import cleaned, write_post
from forums.models import Post, Subject, Thread, ThreadKind, subject_field

TITLE_LENGTH = 140


class TitleMissing(ActionError):
    message = _("Please give the thread a title, so that others can tell what it is about.")
    status = 400


class TitleTooLong(ActionError):
    message = _("A title can have %(limit)s characters; yours has %(length)s. Please shorten it.")
    status = 400

    def __init__(self, length: int) -> None:
        super().__init__(self.message % {"limit": TITLE_LENGTH, "length": length})


@transaction.atomic
def open_thread(
    *,
    subject: Subject,
    author: User,
    title: str,
    text: str,
    client_id: UUID,
    kind: ThreadKind = ThreadKind.DISCUSSION,
    is_demonstration: bool = False,
    now: datetime | None = None,
) -> Thread:
    """Open a thread with its first post; the same client_id again returns the first thread.

    Raises TitleMissing, TitleTooLong, PostEmpty, PostTooLong.
    """
    now = now or timezone.now()
    # Two arrivals of one form meet at their author's row; the second finds the first one's post.
    User.objects.select_for_update().get(pk=author.pk)
    earlier = Post.objects.filter(author=author, client_id=client_id).select_related("thread").first()
    if earlier:
        return earlier.thread
    title = " ".join(clean(title).split())
    if not title:
        raise TitleMissing
    if len(title) > TITLE_LENGTH:
        raise TitleTooLong(len(title))
    text = cleaned(text)
    thread = Thread.objects.create(
        **subject_field(subject),
        title=title,
        kind=kind,
        opened_by=author,
        opened_at=now,
        last_posted_at=now,
        is_demonstration=is_demonstration,
    )
    write_post(thread=thread, author=author, text=text, client_id=client_id, now=now)
    return thread
