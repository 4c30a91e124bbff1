"""How to enter what is set, handed over and ended at the desk of a live session."""

from collections.abc import Callable
from typing import Any

from forums.access.handover import handover_key
from tests.exchange.visit import Visit
from tests.factories import ask, ben, join, make_member, make_session

SETTINGS = {"title": "Safer streets", "starts_at": "2027-09-15T10:00", "anonymity": "nobody"}


def about_session(data: Any = None, **kwargs: Any) -> Visit:
    return Visit({"slug": make_session().slug, **kwargs}, data or {})


def about_person(**data: Any) -> Visit:
    person = join(make_session(), ben())
    return Visit({"slug": person.session.slug, "pk": person.pk}, data)


def about_question() -> Visit:
    question = ask(join(make_session(), ben()))
    return Visit({"slug": question.session.slug, "public_id": question.public_id}, {"reason": "Twice."})


def with_key() -> Visit:
    session = make_session()
    colleague = make_member("Farah Naidoo", is_facilitator=True)
    return Visit({"slug": session.slug, "key": handover_key(session, colleague)})


def about_rehearsal(data: Any = None) -> Visit:
    return Visit({"slug": make_session(is_rehearsal=True).slug}, data or {})


VISITS: dict[tuple[str, str], Callable[[], Visit]] = {
    ("session_settings", ""): lambda: about_session(SETTINGS),
    ("desk_control", ""): lambda: about_session(verb="pause-asking"),
    ("desk_slow", ""): lambda: about_session({"seconds": "60"}),
    ("say_backstage", ""): lambda: about_session({"text": "Lights next."}),
    ("session_pulse", ""): about_session,
    ("session_people", ""): about_session,
    ("block", ""): lambda: about_person(reason="Names people."),
    ("unblock", ""): about_person,
    ("block_asker", ""): about_question,
    ("handover", ""): about_session,
    ("handover_qr", ""): with_key,
    ("take_over", "the link was made for another colleague"): with_key,
    ("rehearsal", ""): about_rehearsal,
    ("end_rehearsal", ""): about_rehearsal,
    ("copy_rehearsal", ""): lambda: about_rehearsal(SETTINGS),
}
