"""Posting with everything that hangs on a form: the words, their files, the draft that they were."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from exchange.people.models import User
from forums.actions.attachments import attach, drop_files
from forums.actions.changes import lock_thread, save_change
from forums.actions.drafts import forget_draft
from forums.actions.posts import add_post, edit_post
from forums.actions.scanning import scan_attachment
from forums.actions.threads import open_thread
from forums.models import Attachment, Post, ScanState, Thread


@transaction.atomic
def post_in_thread(
    *,
    thread: Thread,
    author: User,
    text: str,
    client_id: UUID,
    scope: str,
    parent: Post | None = None,
    files: Sequence[str] = (),
    now: datetime | None = None,
) -> Post:
    """Say something with files; the draft goes with it. Raises what ``add_post`` does, and TooManyFiles."""
    post = add_post(thread=thread, author=author, text=text, client_id=client_id, parent=parent, now=now)
    _finish(post=post, author=author, scope=scope, files=files)
    return post


@transaction.atomic
def start_thread(
    *, author: User, scope: str, client_id: UUID, files: Sequence[str] = (), **thread: Any
) -> Thread:
    """Open a thread whose first post has files. Raises what ``open_thread`` does, and TooManyFiles."""
    opened = open_thread(author=author, client_id=client_id, **thread)
    post = Post.objects.get(author=author, client_id=client_id)
    _finish(post=post, author=author, scope=scope, files=files)
    return opened


@transaction.atomic
def change_post(
    *,
    post: Post,
    by: User,
    text: str,
    seen_revision: int,
    scope: str,
    files: Sequence[str] = (),
    dropped: Sequence[str] = (),
    now: datetime | None = None,
) -> Post:
    """Change one's own post and its files. Raises what ``edit_post`` does, and TooManyFiles."""
    post = edit_post(post=post, by=by, text=text, seen_revision=seen_revision, now=now)
    drop_files(post.attachments.filter(public_id__in=list(dropped)[:20]))
    _finish(post=post, author=by, scope=scope, files=files)
    if files or dropped:
        save_change(lock_thread(post.thread_id))
    return post


def _finish(*, post: Post, author: User, scope: str, files: Sequence[str]) -> None:
    attach(post=post, by=author, public_ids=files)
    for row in Attachment.objects.filter(post=post, scan=ScanState.WAITING):
        scan_attachment.later(attachment_id=row.pk)
    forget_draft(user=author, scope=scope)
