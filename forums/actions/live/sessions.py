"""Opening, closing and reopening a session. Closing carries its questions into the discussion."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casestudies.models import CaseStudy
from exchange.errors import ActionError
from exchange.people.models import User
from forums.actions.changes import lock_thread
from forums.actions.live.log import append_event, lock_session
from forums.actions.live.questions import admit_early_questions
from forums.actions.post_states import move_post
from forums.actions.posts import locked, save_words, write_post
from forums.actions.summaries import open_summary
from forums.models import (
    SESSION_MOVES,
    EventKind,
    LiveSession,
    Post,
    PostKind,
    PostState,
    Question,
    QuestionState,
    SessionState,
    Subject,
    Summary,
    Thread,
    ThreadKind,
    subject_field,
)

HIDDEN_IN_SESSION = "The facilitator took it out of the session."


class NothingToClose(ActionError):
    message = gettext_lazy("This session has not been opened yet, so there is nothing to close.")


class SubjectNotPublic(ActionError):
    message = gettext_lazy("A live session is public. Publish the case study first, then plan its session.")


@transaction.atomic
def schedule_session(
    *,
    subject: Subject,
    title: str,
    starts_at: datetime,
    by: User,
    slug: str = "",
    is_moderated: bool = True,
    allows_guests: bool = True,
    allows_anonymous: bool = True,
    is_demonstration: bool = False,
) -> LiveSession:
    """Plan a live session on an engagement, a case study or a conversation. Raises SubjectNotPublic."""
    if isinstance(subject, CaseStudy) and not subject.is_public:
        raise SubjectNotPublic
    return LiveSession.objects.create(
        **subject_field(subject),
        slug=slug or _free_slug(title),
        title=title,
        starts_at=starts_at,
        is_moderated=is_moderated,
        allows_guests=allows_guests,
        allows_anonymous=allows_anonymous,
        created_by=by,
        is_demonstration=is_demonstration,
    )


def _free_slug(title: str) -> str:
    stem = slugify(title)[:90] or "session"
    slug, number = stem, 1
    while LiveSession.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{stem}-{number}"
    return slug


@transaction.atomic
def open_session(*, session: LiveSession, by: User, now: datetime | None = None) -> LiveSession:
    """Open a session, or reopen one that was closed. Doing it twice is quiet."""
    now = now or timezone.now()
    session = lock_session(session)
    if session.is_open:
        return session
    kind = EventKind.SESSION_REOPENED if session.is_closed else EventKind.SESSION_OPENED
    _move(session, SessionState.OPEN)
    session.opened_at = session.opened_at or now
    session.closed_at = None
    session.save(update_fields=["state", "opened_at", "closed_at"])
    early = admit_early_questions(session=session, now=now)
    append_event(session=session, kind=kind, questions=early, by=by, now=now)
    return session


@transaction.atomic
def close_session(*, session: LiveSession, by: User, now: datetime | None = None) -> Summary:
    """Close a session in one act; returns the summary draft that opens on what was said.

    Every question in the room becomes a post in the thread of its case study, or of the session's
    subject, with its answer as the reply. Closing again after a reopening brings what changed.
    Doing it twice is quiet. Raises NothingToClose.
    """
    now = now or timezone.now()
    session = lock_session(session)
    if session.state == SessionState.SCHEDULED:
        raise NothingToClose
    if not session.is_closed:
        _move(session, SessionState.CLOSED)
        session.closed_at = now
        session.save(update_fields=["state", "closed_at"])
        answering = list(session.questions.filter(state=QuestionState.ANSWERING))
        for question in answering:
            question.state = question.state_beside_answering
            question.save(update_fields=["state"])
        append_event(session=session, kind=EventKind.SESSION_CLOSED, by=by, questions=answering, now=now)
        carry_into_threads(session=session, now=now)
    return open_summary(
        subject=session.subject,
        title=session.title,
        by=by,
        live_session=session,
        threads=list(session.threads.all()),
        now=now,
    )


def _move(session: LiveSession, state: SessionState) -> None:
    if state not in SESSION_MOVES[session.state]:
        raise ValueError(f"A session does not go from {session.state} to {state}.")
    session.state = state


def carry_into_threads(*, session: LiveSession, now: datetime) -> None:
    """Write each question of the room, by votes, as a post; bring earlier ones up to date."""
    threads: dict[Subject, Thread] = {}
    for question in session.questions.with_people().select_related("post", "answer_post").by_votes():
        if question.is_in_the_room:
            subject = question.case_study or session.subject
            if subject not in threads:
                threads[subject] = _thread_for(session, subject, now)
            _carry_question(question, threads[subject], now)
        elif question.post and question.state == QuestionState.HIDDEN:
            for post in (question.post, question.answer_post):
                if post:
                    thread, post = locked(post)
                    _hide(thread, post)


def _thread_for(session: LiveSession, subject: Subject, now: datetime) -> Thread:
    """The session's thread for a case study, or for its own subject; each exists once."""
    title = _("Live questions: %(session)s") % {"session": session}
    thread, _created = Thread.objects.get_or_create(
        live_session=session,
        **subject_field(subject),
        defaults={
            "title": title[:140],
            "kind": ThreadKind.SESSION,
            "opened_by": session.created_by,
            "opened_at": now,
            "last_posted_at": now,
            "is_demonstration": session.is_demonstration,
        },
    )
    return lock_thread(thread.pk)


def _carry_question(question: Question, thread: Thread, now: datetime) -> None:
    if question.post is None:
        question.post = write_post(
            thread=thread,
            text=as_markdown(question.text),
            byline=question.record_byline,
            kind=PostKind.QUESTION,
            now=now,
        )
    else:  # it may have been hidden, and its asker may have changed what they agreed to
        where, post = locked(question.post)
        post.byline = question.record_byline
        post.save(update_fields=["byline"])
        _show(where, post)
    _carry_answer(question, thread, now)
    question.save(update_fields=["post", "answer_post"])


def _carry_answer(question: Question, thread: Thread, now: datetime) -> None:
    answer = as_markdown(question.answer) if question.state == QuestionState.ANSWERED else ""
    if question.answer_post is None:
        if answer:
            question.answer_post = write_post(
                thread=thread,
                text=answer,
                byline=_("Answer in the session, noted by %(name)s")
                % {"name": question.answered_by or _("the facilitator")},
                kind=PostKind.ANSWER,
                parent=question.post,
                now=now,
            )
        return
    where, post = locked(question.answer_post)
    if answer and post.source != answer:
        post = save_words(thread=where, post=post, text=answer, saved_by=question.answered_by, now=now)
    # An answer that was taken back stays for editing, but not in what others read.
    (_show if answer else _hide)(where, post)


def _hide(thread: Thread, post: Post) -> None:
    if post.is_visible:
        move_post(thread=thread, post=post, state=PostState.HIDDEN, reason=HIDDEN_IN_SESSION)


def _show(thread: Thread, post: Post) -> None:
    """What the desk hid comes back; what a facilitator hid in the thread stays hidden."""
    if post.state == PostState.HIDDEN and post.reason == HIDDEN_IN_SESSION:
        move_post(thread=thread, post=post, state=PostState.VISIBLE)


def as_markdown(text: str) -> str:
    """Plain words from a phone, as Markdown that renders to the same words."""
    escaped = "".join(f"\\{character}" if character in MARKDOWN_SIGNS else character for character in text)
    return "\n\n".join(line for line in escaped.split("\n") if line.strip())


MARKDOWN_SIGNS = frozenset("\\`*_{}[]()#+-.!<>|~&:")
