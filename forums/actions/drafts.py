"""What somebody began to write, kept on the server: on any device, after any crash."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from exchange.text import clean
from exchange.work import job
from forums.actions.attachments import drop_files, drop_forgotten_files, waiting_files
from forums.models import Post, PostDraft

KEEP_DRAFTS = timedelta(days=180)
MOST_DRAFTS = 200
MOST_CHARACTERS = 60_000
"""Of all boxes of one form: three times the longest post, so that one that is too long is safe as well."""

KEPT_FIELDS = ("text", "title", "kind", "tags", "room", "theme", "client_id", "seen_revision", "quotes")


class DraftTooLong(ActionError):
    message = _("This is too long to be saved as a draft; it is kept on this device only. Please shorten it.")
    status = 413


class TooManyDrafts(ActionError):
    message = _("You have %(limit)s drafts. Discard some, and this one can be saved as well.")
    status = 429

    def __init__(self) -> None:
        super().__init__(self.message % {"limit": MOST_DRAFTS})


class DraftSavedElsewhere(ActionError):
    code = "elsewhere"
    message = _("Other words were saved meanwhile, in another window or on another device.")

    def __init__(self, draft: PostDraft) -> None:
        self.draft = draft
        super().__init__()


def fields_of(data: Any) -> dict[str, Any]:
    """What a draft keeps of a form that was sent."""
    fields: dict[str, Any] = {name: clean(data.get(name, "")) for name in KEPT_FIELDS if data.get(name)}
    files = list(dict.fromkeys(data.getlist("kept")))[:20]
    return {**fields, "files": files} if files else fields


def draft_in(user: User, scope: str) -> PostDraft | None:
    return PostDraft.objects.filter(user=user, scope=scope).first()


@transaction.atomic
def save_draft(
    *,
    user: User,
    scope: str,
    fields: Mapping[str, Any],
    seen_version: int = 0,
    is_chosen: bool = False,
    now: datetime | None = None,
) -> PostDraft | None:
    """Keep what a form holds. The same again is quiet; an empty form keeps nothing, and is no draft.

    ``seen_version`` is the save that the form came from. Where another device saved meanwhile, the newer
    words stand if they hold all that was saved, or if the person chose them (``is_chosen``). Raises
    DraftTooLong, TooManyDrafts, DraftSavedElsewhere.
    """
    now = now or timezone.now()
    fields = dict(fields)
    if sum(len(str(value)) for value in fields.values()) > MOST_CHARACTERS:
        raise DraftTooLong
    User.objects.select_for_update().get(pk=user.pk)  # two devices that save at once come one by one
    if is_posted(user, scope, fields):
        return None
    draft = draft_in(user, scope)
    if draft is None:
        if not has_words(fields):
            return None
        if PostDraft.objects.filter(user=user).count() >= MOST_DRAFTS:
            raise TooManyDrafts
        return PostDraft.objects.create(
            user=user, scope=scope, fields=fields, version=seen_version + 1, saved_at=now
        )
    if words_of(draft.fields) == words_of(fields):
        return draft
    if draft.version != seen_version and not is_chosen and not holds(fields, draft.fields):
        raise DraftSavedElsewhere(draft)
    draft.fields, draft.version, draft.saved_at = fields, draft.version + 1, now
    draft.save(update_fields=["fields", "version", "saved_at"])
    return draft


def is_posted(user: User, scope: str, fields: Mapping[str, Any]) -> bool:
    """Whether a save was overtaken by the post itself, so that it would only leave a copy behind."""
    if scope.startswith("post:"):
        saved = Post.objects.filter(pk=int(scope.removeprefix("post:")), author=user).values_list("source")
        return (fields.get("text", ""),) in saved and not fields.get("files")
    try:
        client_id = UUID(str(fields.get("client_id", "")))
    except ValueError:
        return False
    return Post.objects.filter(author=user, client_id=client_id).exists()


def words_of(fields: Mapping[str, Any]) -> dict[str, Any]:
    """What counts when two drafts are compared: not the id under which they would be sent."""
    return {name: value for name, value in fields.items() if value and name != "client_id"}


def has_words(fields: Mapping[str, Any]) -> bool:
    return any(fields.get(name) for name in ("text", "title", "files"))


def holds(newer: Mapping[str, Any], older: Mapping[str, Any]) -> bool:
    """Whether nothing of the older words would be lost."""
    old_files, new_files = set(older.get("files", ())), set(newer.get("files", ()))
    return old_files <= new_files and all(
        str(older.get(name, "")) in str(newer.get(name, "")) for name in ("text", "title", "tags")
    )


@transaction.atomic
def discard_draft(*, user: User, scope: str) -> None:
    """Throw a draft away, with the files that were kept for it. Doing it twice is quiet."""
    for draft in PostDraft.objects.filter(user=user, scope=scope):
        drop_files(waiting_files(user, draft.fields.get("files", ())))
        draft.delete()


def forget_draft(*, user: User, scope: str) -> None:
    """Its words were posted: in the post's own transaction. Its files have the post, or another draft."""
    PostDraft.objects.filter(user=user, scope=scope).delete()


@job()
def drop_old_drafts() -> int:
    """Once a day: what nobody touched for half a year, and the files that waited as long."""
    found, _kinds = PostDraft.objects.filter(saved_at__lt=timezone.now() - KEEP_DRAFTS).delete()
    return found + drop_forgotten_files()
