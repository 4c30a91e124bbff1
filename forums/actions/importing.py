"""Threads that come from elsewhere: kept between the report and the yes, then written in one go."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.errors import ActionError
from exchange.people.models import Room, User
from exchange.work.jobs import job
from forums.actions.admission import require_thread_takes_posts
from forums.actions.changes import lock_thread
from forums.actions.posts import PostEmpty, write_post
from forums.actions.threads import checked_title, tags_named, theme_of
from forums.imports import ParsedPost, ParsedThread, as_data, from_data
from forums.models import Post, Thread, subject_field

FOLDER = "imports"
KEPT_FOR = timedelta(hours=2)
SALT = "forums.import"
SOURCES = {"discourse": gettext_lazy("Discourse"), "csv": gettext_lazy("a spreadsheet")}


class ImportForgotten(ActionError):
    status = 400
    message = gettext_lazy("We kept the file for two hours only. Please choose it again.")


class ImportedElsewhere(ActionError):
    message = gettext_lazy(
        "These posts were imported here before, into a thread that was hidden, merged or moved since. Put it "
        "back first, or take the file to another place."
    )


class NothingNew(ActionError):
    message = gettext_lazy("Every post of this file was imported here before. Nothing was changed.")


@dataclass(frozen=True)
class Imported:
    thread: Thread
    added: int
    known: int
    left_out: int


# Between the report and the yes --------------------------------------------------------------------
def keep_parsed(*, parsed: ParsedThread, by: User, place: str) -> str:
    """Keep what was read for a while; gives the signed word by which the same person finds it again."""
    return keep_data(data=as_data(parsed), by=by, place=place)


def kept_parsed(*, word: str, by: User, place: str) -> ParsedThread:
    """Raises ImportForgotten, also for a word that is somebody else's or of another place."""
    return from_data(kept_data(word=word, by=by, place=place))


def keep_data(*, data: Any, by: User, place: str) -> str:
    """Keep what JSON can hold of an import."""
    name = f"{FOLDER}/{uuid4().hex}.json"
    default_storage.save(name, ContentFile(json.dumps(data).encode()))
    return signing.dumps([name, by.pk, place], salt=SALT)


def kept_data(*, word: str, by: User, place: str) -> Any:
    """What was kept. Raises ImportForgotten."""
    try:
        name, user_id, for_place = signing.loads(word, salt=SALT, max_age=KEPT_FOR)
        if (user_id, for_place) != (by.pk, place):
            raise ImportForgotten
        with default_storage.open(name) as file:
            return json.load(file)
    except (signing.BadSignature, FileNotFoundError) as error:
        raise ImportForgotten from error


@job()
def drop_old_imports() -> int:
    """Forget what nobody said yes to."""
    if not default_storage.exists(FOLDER):
        return 0
    dropped = 0
    for name in default_storage.listdir(FOLDER)[1]:
        path = f"{FOLDER}/{name}"
        if default_storage.get_modified_time(path) < timezone.now() - KEPT_FOR:
            default_storage.delete(path)
            dropped += 1
    return dropped


# Writing ------------------------------------------------------------------------------------------
def known_posts(*, subject: models.Model, parsed: ParsedThread) -> dict[int, Post]:
    """Posts of the file that were imported here before, by their numbers in the file."""
    ids = {post_id(subject, parsed, post): post.number for post in parsed.posts}
    found: dict[int, Post] = {}
    every = list(ids)
    for start in range(0, len(every), 500):
        rows = Post.objects.filter(author=None, client_id__in=every[start : start + 500])
        for row in rows.select_related("thread"):
            if row.client_id:
                found[ids[row.client_id]] = row
    return found


def post_id(subject: models.Model, parsed: ParsedThread, post: ParsedPost) -> UUID:
    """The same for a post each time that it comes to this place, whoever brings it."""
    place = f"{subject._meta.label_lower}:{subject.pk}"
    return uuid5(NAMESPACE_URL, f"{place}:{parsed.key}:{post.number}")


@transaction.atomic
def import_thread(
    *,
    subject: models.Model,
    parsed: ParsedThread,
    by: User,
    title: str = "",
    room: Room | None = None,
    now: datetime | None = None,
) -> Imported:
    """Write a thread that was read, or what is new of it, in one transaction.

    Nobody gets an account: each post is signed with its author's name and where it came from. Raises
    TitleMissing, TitleTooLong, NothingNew, ImportedElsewhere, ThreadTakesNoPosts.
    """
    now = now or timezone.now()
    User.objects.select_for_update().get(pk=by.pk)  # two arrivals of one form come one after the other
    known = known_posts(subject=subject, parsed=parsed)
    new = [post for post in parsed.posts if post.number not in known]
    if not new:
        raise NothingNew
    if known:
        thread = _thread_of(list(known.values()), subject)
    else:
        thread = _opened(subject, parsed, by, checked_title(title or parsed.title), room, now)
    thread = lock_thread(thread.pk)
    require_thread_takes_posts(thread)
    written = dict(known)
    empty = 0
    for post in new:
        parent = written.get(post.parent) if post.parent else None
        try:
            written[post.number] = write_post(
                thread=thread,
                text=post.text,
                byline=_byline(post, parsed),
                parent=parent if parent and parent.thread_id == thread.pk else None,
                client_id=post_id(subject, parsed, post),
                now=min(post.posted_at or now, now),
            )
        except PostEmpty:  # signs without a word
            empty += 1
    if empty == len(new):
        raise PostEmpty
    return Imported(thread, len(new) - empty, len(known), parsed.left_out + empty)


def _byline(post: ParsedPost, parsed: ParsedThread) -> str:
    told = {"name": post.author, "source": SOURCES[parsed.source]}
    return _("%(name)s (imported from %(source)s)") % told


def _thread_of(posts: Sequence[Post], subject: models.Model) -> Thread:
    thread = min(posts, key=lambda post: post.number).thread
    is_here = Thread.objects.filter(pk=thread.pk, state="visible", **subject_field(subject)).exists()
    if not is_here:
        raise ImportedElsewhere
    return thread


def _opened(
    subject: models.Model, parsed: ParsedThread, by: User, title: str, room: Room | None, now: datetime
) -> Thread:
    fields: dict[str, Any] = subject_field(subject)
    begun = min((post.posted_at or now for post in parsed.posts), default=now)
    thread = Thread.objects.create(
        **fields,
        title=title,
        room=room,
        theme=theme_of(subject),
        opened_by=by,
        opened_at=min(begun, now),
        last_posted_at=min(begun, now),
    )
    thread.tags.set(tags_named([_("Imported")]))
    return thread
