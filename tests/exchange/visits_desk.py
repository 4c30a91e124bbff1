"""How to enter what is at a session's desk, and an asker's say in an edit."""

from collections.abc import Callable, Mapping
from typing import Any

from django.urls import reverse

from exchange.permissions import Part
from forums.actions.live.marking import star, unstar
from forums.models import Question
from tests.exchange.visit import Visit
from tests.factories import administrator, amina, ask, chloe, join, make_session

JOINING = {"guest_name": "Sipho", "shown_as": "name", "take_part": "on"}


def desk(data: Mapping[str, Any] | None = None) -> Visit:
    return Visit({"slug": make_session().slug}, data or {})


def asked() -> Question:
    return ask(join(make_session()), "Who keeps the lights on?")


def at_question(data: Mapping[str, Any] | None = None, **kwargs: Any) -> Visit:
    question = asked()
    return Visit({"slug": question.session.slug, "public_id": question.public_id, **kwargs}, data or {})


def choosing() -> Visit:
    """The page reads ``question``; the form takes ``keep`` and ``merge``."""
    question = asked()
    other = ask(question.asker, "Who pays for the lights?")
    data = {"question": question.public_id, "keep": question.public_id, "merge": other.public_id}
    return Visit({"slug": question.session.slug}, data)


def answering_an_edit() -> Visit:
    visit = at_question(verb="agree")
    session = Question.objects.get(public_id=visit.kwargs["public_id"]).session

    def participant(client) -> None:
        join(session, chloe())
        client.force_login(chloe())

    def guest(client) -> None:
        client.post(reverse("join_session", args=[session.slug]), JOINING)

    return Visit(visit.kwargs, {}, {Part.PARTICIPANT: participant, Part.GUEST: guest})


def undoing() -> Visit:
    """Each has something of their own to undo."""
    question = asked()
    for person in (amina(), administrator()):
        star(question=question, by=person)
        unstar(question=question, by=person)
    return Visit({"slug": question.session.slug})


VISITS: dict[tuple[str, str], Callable[[], Visit]] = {
    ("enter_question", ""): lambda: desk({"text": "Who keeps the lights on?", "heard_in": "aloud"}),
    ("undo_desk_act", ""): undoing,
    ("merge_questions", ""): choosing,
    ("similar_at_desk", ""): at_question,
    ("desk_holds", ""): desk,
    ("hold_question", ""): at_question,
    ("answer_edit", ""): answering_an_edit,
}
