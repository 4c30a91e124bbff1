"""Posts that somebody wants to find again, with a note of their own."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from exchange.text import clean
from forums.models import Bookmark, Post

NOTE_LENGTH = 300


class NoteTooLong(ActionError):
    message = _("A note can have %(limit)s characters; yours has %(length)s. Please shorten it.")
    status = 400

    def __init__(self, length: int) -> None:
        super().__init__(self.message % {"limit": NOTE_LENGTH, "length": length})


@transaction.atomic
def keep_bookmark(*, post: Post, by: User, note: str = "", now: datetime | None = None) -> Bookmark:
    """Bookmark a post; a second time changes the note. Raises NoteTooLong."""
    bookmark, _created = Bookmark.objects.update_or_create(
        user=by,
        post=post,
        defaults={"note": _checked(note)},
        create_defaults={"note": _checked(note), "made_at": now or timezone.now()},
    )
    return bookmark


def change_note(*, bookmark: Bookmark, note: str) -> None:
    """Raises NoteTooLong."""
    bookmark.note = _checked(note)
    bookmark.save(update_fields=["note"])


def remove_bookmark(*, post: Post, by: User) -> None:
    """Doing it twice is quiet."""
    Bookmark.objects.filter(post=post, user=by).delete()


def _checked(note: str) -> str:
    note = " ".join(clean(note).split())
    if len(note) > NOTE_LENGTH:
        raise NoteTooLong(len(note))
    return note
