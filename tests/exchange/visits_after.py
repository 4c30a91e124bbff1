"""How to enter what comes after a live session."""

from collections.abc import Callable
from typing import Any

from exchange.permissions import STILL_OPEN
from tests.exchange.visit import Visit
from tests.factories import amina, ask, ben, close, join, make_post, make_session


def closed(**kwargs: Any) -> Visit:
    session = make_session()
    ask(join(session, ben()))
    close(session)
    return Visit({"slug": session.slug, **kwargs})


def still_open(**kwargs: Any) -> Visit:
    return Visit({"slug": make_session().slug, **kwargs})


def replied_to() -> Visit:
    session = make_session()
    question = ask(join(session, ben()))
    close(session)
    question.refresh_from_db()
    post = make_post(question.post.thread, amina(), "The traders do.", parent=question.post)
    return Visit({"slug": session.slug, "public_id": question.public_id}, {"post": str(post.pk)})


VISITS: dict[tuple[str, str], Callable[[], Visit]] = {
    ("session_outcome", ""): closed,
    ("session_outcome", STILL_OPEN): still_open,
    ("session_report", ""): closed,
    ("session_report", STILL_OPEN): still_open,
    ("report_file", ""): lambda: closed(extension="html"),
    ("report_file", STILL_OPEN): lambda: still_open(extension="html"),
    ("questions_file", ""): lambda: closed(extension="csv"),
    ("questions_file", STILL_OPEN): lambda: still_open(extension="csv"),
    ("queue_file", ""): lambda: still_open(extension="csv"),
    ("follow_up", ""): closed,
    ("mark_question_answered", ""): replied_to,
    ("reopen_question", ""): replied_to,
}
