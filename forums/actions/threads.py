"""Opening threads."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from casestudies.models import Theme
from exchange.errors import ActionError
from exchange.people.models import Network, Room, User
from exchange.text import clean
from forums.access import facilitates_network
from forums.actions.admission import admission_of
from forums.actions.posts import cleaned, write_post
from forums.models import (
    Post,
    PostState,
    Question,
    Tag,
    Thread,
    ThreadKind,
    ThreadState,
    subject_field,
)

TITLE_LENGTH = 140


class TitleMissing(ActionError):
    message = _("Please give the thread a title, so that others can tell what it is about.")
    status = 400


class TitleTooLong(ActionError):
    message = _("A title can have %(limit)s characters; yours has %(length)s. Please shorten it.")
    status = 400

    def __init__(self, length: int) -> None:
        super().__init__(self.message % {"limit": TITLE_LENGTH, "length": length})


MOST_TAGS = 5
TAG_LENGTH = 40


class TooManyTags(ActionError):
    message = _("A thread can have %(limit)s tags. Keep those by which people will look for it.")
    status = 400

    def __init__(self) -> None:
        super().__init__(self.message % {"limit": MOST_TAGS})


class OnlyFacilitatorsAnnounce(ActionError):
    message = _("Announcements come from facilitators. Open it as a discussion instead.")
    status = 403


@transaction.atomic
def open_thread(
    *,
    subject: models.Model,
    author: User,
    title: str,
    text: str,
    client_id: UUID,
    kind: ThreadKind = ThreadKind.DISCUSSION,
    room: Room | None = None,
    theme: Theme | None = None,
    tags: Sequence[str] = (),
    is_demonstration: bool = False,
    now: datetime | None = None,
) -> Thread:
    """Open a thread with its first post; the same client_id again returns the first thread.

    Without a theme it has its subject's. Raises TitleMissing, TitleTooLong, TooManyTags,
    OnlyFacilitatorsAnnounce, PostEmpty, PostTooLong, and what ``admission_of`` raises.
    """
    now = now or timezone.now()
    # Two arrivals of one form meet at their author's row; the second finds the first one's post.
    User.objects.select_for_update().get(pk=author.pk)
    earlier = Post.objects.filter(author=author, client_id=client_id).select_related("thread").first()
    if earlier:
        return earlier.thread
    title = checked_title(title)
    text = cleaned(text)
    network = subject if isinstance(subject, Network) else None
    if kind == ThreadKind.ANNOUNCEMENT and not may_announce(author, network):
        raise OnlyFacilitatorsAnnounce
    admission = admission_of(user=author, network=network, text=f"{title}\n{text}", now=now)
    is_held = admission.state == PostState.HELD
    thread = Thread.objects.create(
        **subject_field(subject),
        title=title,
        kind=kind,
        state=ThreadState.HELD if is_held else ThreadState.VISIBLE,
        room=room,
        theme=theme or theme_of(subject),
        opened_by=author,
        opened_at=now,
        last_posted_at=now,
        is_demonstration=is_demonstration,
    )
    thread.tags.set(tags_named(tags))
    write_post(thread=thread, author=author, text=text, client_id=client_id, admission=admission, now=now)
    return thread


def checked_title(title: str) -> str:
    """A title as it will be stored. Raises TitleMissing, TitleTooLong."""
    title = " ".join(clean(title).split())
    if not title:
        raise TitleMissing
    if len(title) > TITLE_LENGTH:
        raise TitleTooLong(len(title))
    return title


def may_announce(user: User, network: Network | None) -> bool:
    return facilitates_network(user, network) if network else user.can_facilitate


def theme_of(subject: models.Model) -> Theme | None:
    """The theme that a subject belongs to, as far as it has one."""
    if isinstance(subject, Question):
        return theme_of(subject.case_study or subject.session.subject)
    theme = getattr(subject, "theme", None)
    return theme if isinstance(theme, Theme) else None


def tags_named(labels: Sequence[str]) -> list[Tag]:
    """The tags of these names, made where they are new; two that fold into one word are one tag.

    Raises TooManyTags.
    """
    wanted: dict[str, str] = {}
    for label in labels:
        label = " ".join(clean(label).split())[:TAG_LENGTH].strip()
        slug = slugify(label)[:TAG_LENGTH].strip("-")
        if slug:
            wanted.setdefault(slug, label)
    if len(wanted) > MOST_TAGS:
        raise TooManyTags
    return [
        Tag.objects.get_or_create(slug=slug, defaults={"label": label})[0] for slug, label in wanted.items()
    ]
