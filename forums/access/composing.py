"""What is being written: its scope names the form, and so who may go on with it; and its files."""

import re
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.shortcuts import get_object_or_404

from forums.access.threads import (
    facilitated_by,
    post_to_answer,
    post_to_change,
    subject_to_discuss,
    thread_to_write_in,
)
from forums.models import Attachment, Post, PostState, ScanState, Thread, subject_field

SCOPE = re.compile(
    r"thread:(?P<thread>[0-9]{1,18})(:reply:(?P<number>[0-9]{1,9}))?"
    r"|post:(?P<post>[0-9]{1,18})"
    r"|new:(?P<kind>case-study|engagement|conversation|lesson|question|network):(?P<key>[-a-zA-Z0-9_]{1,50})"
)
FOR_FACILITATORS = (PostState.VISIBLE, PostState.HELD, PostState.HIDDEN, PostState.REMOVED)


@dataclass(frozen=True)
class Place:
    """Where a form writes to. A thread that is yet to be opened has the pk 0."""

    thread: Thread
    post: Post | None = None  # the one that is answered or changed
    subject: Any = None  # of a new thread


def is_scope(scope: str) -> bool:
    return bool(SCOPE.fullmatch(scope))


def place_to_write(user: Any, scope: str) -> Place:
    """Where a scope leads; 404 and 403 as on the page of its form."""
    found = SCOPE.fullmatch(scope)
    if not found:
        raise Http404
    if found["post"]:
        post = get_object_or_404(Post, pk=found["post"])
        post = post_to_change(user, post.thread_id, post.number)
        return Place(post.thread, post)
    if found["number"]:
        post = post_to_answer(user, int(found["thread"]), int(found["number"]))
        return Place(post.thread, post)
    if found["thread"]:
        return Place(thread_to_write_in(user, int(found["thread"])))
    subject = subject_to_discuss(user, found["kind"], found["key"])
    return Place(Thread(pk=0, **subject_field(subject)), subject=subject)


def attachment_to_see(user: Any, public_id: str) -> tuple[Attachment, bool]:
    """A file that came with a post, and whether everybody may see it.

    Whoever sent it sees it, unless it was refused or its post has gone; others see it with its post, once
    it was found clean; who facilitates the thread also while the post waits or is hidden.
    """
    rows = Attachment.objects.select_related("post").exclude(scan=ScanState.REFUSED)
    found = get_object_or_404(rows, public_id=public_id)
    is_own = found.uploaded_by_id == getattr(user, "pk", 0)
    post = found.post
    if post is None:
        if is_own:
            return found, False
        raise Http404
    is_clean = found.scan == ScanState.CLEAN
    if Post.objects.visible_to(user).filter(pk=post.pk).exists() and (is_clean or is_own):
        return found, is_clean and Post.objects.visible_to(AnonymousUser()).filter(pk=post.pk).exists()
    if is_own and post.is_held and Thread.objects.within_reach_of(user).filter(pk=post.thread_id).exists():
        return found, False
    may_decide = post.state in FOR_FACILITATORS and is_clean
    if may_decide and facilitated_by(user).filter(pk=post.thread_id).exists():
        return found, False
    raise Http404
