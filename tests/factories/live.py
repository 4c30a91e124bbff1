"""A live session and what happens in it, in the words of its people."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from exchange.people.models import User
from forums.actions.live.desk import answer_question, let_through
from forums.actions.live.participants import join_session
from forums.actions.live.questions import ask_question
from forums.actions.live.sessions import close_session, open_session, schedule_session
from forums.actions.live.votes import cast_vote
from forums.actions.quotations import pick_quotation
from forums.models import LiveSession, Participant, Post, Question, Quotation, Subject, Summary
from tests.factories.library import make_engagement
from tests.factories.people import amina, consents
from tests.factories.time import NOW


def make_session(
    subject: Subject | None = None,
    *,
    is_open: bool = True,
    is_moderated: bool = False,
    title: str = "Safer streets",
    **options: Any,
) -> LiveSession:
    """Amina's session on an engagement, open unless told otherwise; ``options`` of schedule_session."""
    session = schedule_session(
        subject=subject or make_engagement(),
        title=title,
        starts_at=NOW,
        by=amina(),
        is_moderated=is_moderated,
        **options,
    )
    return open_session(session=session, by=amina(), now=NOW) if is_open else session


def join(
    session: LiveSession,
    user: User | None = None,
    *,
    guest_name: str = "Sipho",
    is_anonymous: bool = False,
    be_quoted: bool = True,
    be_named: bool = True,
    municipality_code: str = "",
) -> Participant:
    """A member takes part; without one, a guest does."""
    return join_session(
        session=session,
        user=user,
        guest_name=guest_name,
        is_anonymous=is_anonymous,
        municipality_code=municipality_code,
        consents=consents(be_quoted=be_quoted, be_named=be_named),
        now=NOW,
    )


def ask(
    asker: Participant,
    text: str = "Who keeps the lights on?",
    *,
    is_let_through: bool = False,
    now: datetime = NOW,
    **options: Any,
) -> Question:
    """A question in the asker's session; where that is moderated, Amina may let it through."""
    question = ask_question(
        session=asker.session, asker=asker, text=text, now=now, **{"client_id": uuid4(), **options}
    )
    return let_through(question=question, by=amina(), now=now) if is_let_through else question


def vote(question: Question, *voters: Participant) -> Question:
    for voter in voters:
        cast_vote(question=question, voter=voter, client_id=uuid4(), now=NOW)
    question.refresh_from_db()
    return question


def answer(question: Question, text: str = "The traders do.") -> Question:
    return answer_question(question=question, by=amina(), answer=text, now=NOW)


def close(session: LiveSession, *, now: datetime = NOW) -> Summary:
    return close_session(session=session, by=amina(), now=now)


def reopen(session: LiveSession, *, now: datetime = NOW) -> LiveSession:
    return open_session(session=session, by=amina(), now=now)


def pick(post: Post, words: str, **options: Any) -> Quotation:
    """Amina freezes words of a post."""
    return pick_quotation(post=post, words=words, by=amina(), **{"now": NOW, **options})


def log_of(session: LiveSession) -> list[str]:
    """The kinds of a session's events in order; fails if the log has a gap or its head is wrong."""
    events = list(session.events.order_by("seq").values_list("seq", "kind"))
    session.refresh_from_db(fields=["last_seq"])
    assert [seq for seq, _kind in events] == list(range(1, session.last_seq + 1))
    return [kind for _seq, kind in events]
