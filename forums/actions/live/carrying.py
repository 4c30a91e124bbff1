"""Closing carries the questions of a room into threads: what is quoted is always a post."""

from datetime import datetime

from django.utils.translation import gettext as _

from forums.actions.changes import lock_thread
from forums.actions.conversations.carrying import day_of
from forums.actions.conversations.speech import SpeechOfAConversation
from forums.actions.post_states import move_post
from forums.actions.posts import locked, save_words, write_post
from forums.models import (
    LiveSession,
    Post,
    PostKind,
    PostState,
    Question,
    QuestionState,
    Subject,
    Thread,
    ThreadKind,
    subject_field,
)

HIDDEN_IN_SESSION = "The facilitator took it out of the session."


def carry_into_threads(*, session: LiveSession, now: datetime) -> None:
    """Write each question of the room, by votes, as a post; bring earlier ones up to date.

    Under Chatham House they stand in the record of the session, which is read when its conversation's words
    are, and of their time they tell the day.
    """
    threads: dict[Subject, Thread] = {}
    at = day_of(now) if session.is_chatham_house else now
    questions = session.questions.with_people().select_related("post", "answer_post")
    for question in questions.by_votes_in(session):
        question.session = session
        if question.is_in_the_room:
            subject = session.subject if session.is_chatham_house else question.case_study or session.subject
            if subject not in threads:
                threads[subject] = _thread_for(session, subject, now)
            _carry_question(question, threads[subject], at)
        elif question.post and question.state != QuestionState.WITHDRAWN:  # hidden, merged, back to waiting
            for post in (question.post, question.answer_post):
                if post:
                    thread, post = locked(post)
                    hide_post(thread, post)


def _thread_for(session: LiveSession, subject: Subject, now: datetime) -> Thread:
    """The session's thread for a case study, or for its own subject; each exists once."""
    if session.is_chatham_house:
        return record_thread(session, now)
    title = _("Live questions: %(session)s") % {"session": session}
    return session_thread(session, subject, title=title, now=now)


def record_thread(session: LiveSession, now: datetime) -> Thread:
    """The thread of what was said and noted; that of a conversation is only read."""
    title = _("Record of the session: %(session)s") % {"session": session}
    thread = session_thread(session, session.subject, title=title, now=now, is_record=True)
    if session.conversation:
        SpeechOfAConversation(session.conversation).settle(thread, [])
    return thread


def session_thread(
    session: LiveSession, subject: Subject, *, title: str, now: datetime, is_record: bool = False
) -> Thread:
    """A thread of a session, locked; made where there is none."""
    thread, _created = Thread.objects.get_or_create(
        live_session=session,
        is_record=is_record,
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
            text=as_markdown("\n".join((question.text, question.context))),
            byline=question.record_byline,
            kind=PostKind.QUESTION,
            now=now,
        )
    else:  # it may have been hidden, and its asker may have changed what they agreed to
        where, post = locked(question.post)
        post.byline = question.record_byline
        post.save(update_fields=["byline"])
        show_post(where, post)
    _carry_answer(question, thread, now)
    question.save(update_fields=["post", "answer_post"])


def _carry_answer(question: Question, thread: Thread, now: datetime) -> None:
    answer = as_markdown(question.answer) if question.state == QuestionState.ANSWERED else ""
    if question.answer_post and question.answer_post.author_id:  # written in the thread: not ours to change
        if not answer:
            return
        question.answer_post = None
    if question.answer_post is None:
        if answer:
            question.answer_post = write_post(
                thread=thread,
                text=answer,
                byline=byline_of_answer(question),
                kind=PostKind.ANSWER,
                parent=question.post,
                now=now,
            )
        return
    where, post = locked(question.answer_post)
    if answer and post.source != answer:
        noted_by = None if question.session.is_chatham_house else question.answered_by
        post = save_words(thread=where, post=post, text=answer, saved_by=noted_by, now=now)
    # An answer that was taken back stays for editing, but not in what others read.
    (show_post if answer else hide_post)(where, post)


def byline_of_answer(question: Question) -> str:
    """Whoever noted it was there, which Chatham House tells of nobody."""
    if question.session.is_chatham_house:
        return str(_("Answer in the session"))
    noted_by = question.answered_by or _("the facilitator")
    return str(_("Answer in the session, noted by %(name)s") % {"name": noted_by})


def hide_post(thread: Thread, post: Post) -> None:
    if post.is_visible:
        move_post(thread=thread, post=post, state=PostState.HIDDEN, reason=HIDDEN_IN_SESSION)


def show_post(thread: Thread, post: Post) -> None:
    """What the desk hid comes back; what a facilitator hid in the thread stays hidden."""
    if post.state == PostState.HIDDEN and post.reason == HIDDEN_IN_SESSION:
        move_post(thread=thread, post=post, state=PostState.VISIBLE)


def as_markdown(text: str) -> str:
    """Plain words from a phone, as Markdown that renders to the same words."""
    escaped = "".join(f"\\{character}" if character in MARKDOWN_SIGNS else character for character in text)
    return "\n\n".join(line for line in escaped.split("\n") if line.strip())


MARKDOWN_SIGNS = frozenset("\\`*_{}[]()#+-.!<>|~&:")
