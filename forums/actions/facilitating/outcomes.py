"""What a thread came to: the answer, a prompt that carries it on, and where people got to."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from exchange.text import clean, render
from forums.actions.changes import lock_thread, save_change
from forums.actions.facilitating.acts import UndoNotPossible, keep_act, mark_last_undone, mark_undone
from forums.actions.posts import add_post
from forums.models import Act, ActKind, Post, PostKind, Thread

CLOSING_NOTE_LENGTH = 5_000


class NotAnAnswer(ActionError):
    message = _("Only a reply that everyone can see can be the answer.")


class NoteTooLong(ActionError):
    message = _("A closing note can have %(limit)s characters; yours has %(length)s. Please shorten it.")
    status = 400

    def __init__(self, length: int) -> None:
        super().__init__(self.message % {"limit": CLOSING_NOTE_LENGTH, "length": length})


@transaction.atomic
def mark_answer(*, post: Post, by: User, now: datetime | None = None) -> Thread:
    """Say that a reply answers the thread; one that was marked before no longer does.

    Raises NotAnAnswer.
    """
    now = now or timezone.now()
    thread = lock_thread(post.thread_id)
    post = Post.objects.get(pk=post.pk)
    if post.thread_id != thread.pk or not post.is_visible or post.number == 1:
        raise NotAnAnswer
    if thread.answer_id == post.pk:
        return thread
    before = {"answer": thread.answer_id}
    thread.answer = post
    save_change(thread, "answer")
    keep_act(
        kind=ActKind.MARK_ANSWER,
        by=by,
        thread=thread,
        post=post,
        person=post.author,
        before=before,
        now=now,
    )
    return thread


@transaction.atomic
def unmark_answer(*, thread: Thread, by: User, now: datetime | None = None) -> Thread:
    thread = lock_thread(thread.pk)
    if thread.answer_id is not None:
        thread.answer = None
        save_change(thread, "answer")
        mark_last_undone(kind=ActKind.MARK_ANSWER, thread=thread, by=by, now=now or timezone.now())
    return thread


@transaction.atomic
def undo_mark_answer(*, act: Act, by: User, now: datetime | None = None) -> Thread:
    """Back to the answer that was marked before, as far as it still stands here."""
    thread = lock_thread(act.thread_id or 0)
    if thread.answer_id != act.post_id:
        raise UndoNotPossible
    thread.answer = thread.posts.filter(pk=act.before["answer"] or 0).first()
    save_change(thread, "answer")
    mark_undone(act, by=by, now=now or timezone.now())
    return thread


@transaction.atomic
def post_prompt(*, thread: Thread, text: str, by: User, client_id: UUID, now: datetime | None = None) -> Post:
    """A facilitator's question that carries the thread on. Raises what ``add_post`` raises."""
    now = now or timezone.now()
    post = add_post(thread=thread, author=by, text=text, client_id=client_id, kind=PostKind.PROMPT, now=now)
    if not post.acts.filter(kind=ActKind.PROMPT).exists():
        keep_act(kind=ActKind.PROMPT, by=by, thread=thread, post=post, now=now)
    return post


@transaction.atomic
def write_closing_note(*, thread: Thread, text: str, by: User, now: datetime | None = None) -> Thread:
    """“Where we got to”, on top of the thread; without words it goes away. The same words are quiet.

    Raises NoteTooLong.
    """
    now, text = now or timezone.now(), clean(text)
    if len(text) > CLOSING_NOTE_LENGTH:
        raise NoteTooLong(len(text))
    thread = lock_thread(thread.pk)
    if thread.closing_source == text:
        return thread
    before = {
        "source": thread.closing_source,
        "by": thread.closing_by_id,
        "at": thread.closing_at.isoformat() if thread.closing_at else "",
    }
    _note(thread, text=text, by_id=by.pk if text else None, at=now if text else None)
    keep_act(kind=ActKind.CLOSING_NOTE, by=by, thread=thread, before=before, now=now)
    return thread


@transaction.atomic
def undo_closing_note(*, act: Act, by: User, now: datetime | None = None) -> Thread:
    """Back to the note before this one. Raises UndoNotPossible if another was written since."""
    thread = lock_thread(act.thread_id or 0)
    later = thread.acts.filter(kind=ActKind.CLOSING_NOTE, pk__gt=act.pk, undone_at__isnull=True)
    if later.exists():
        raise UndoNotPossible
    at = act.before["at"]
    _note(
        thread,
        text=act.before["source"],
        by_id=act.before["by"],
        at=datetime.fromisoformat(at) if at else None,
    )
    mark_undone(act, by=by, now=now or timezone.now())
    return thread


def _note(thread: Thread, *, text: str, by_id: int | None, at: datetime | None) -> None:
    thread.closing_source, thread.closing_html = text, render(text).html if text else ""
    thread.closing_by_id, thread.closing_at = by_id, at
    save_change(thread, "closing_source", "closing_html", "closing_by", "closing_at")
