"""How to enter what is about taking part in a live session."""

from collections.abc import Callable

from forums.models import JoinBurst
from forums.views.guests import return_token
from tests.exchange.visit import Visit
from tests.factories import NOW, join, make_session


def _in_session(**data: str) -> Visit:
    from tests.exchange.visits import in_session  # it collects what stands here

    return in_session(data=data)


def _coming_back() -> Visit:
    session = make_session()
    return Visit({"slug": session.slug, "token": return_token(join(session))})


def _at_burst() -> Visit:
    session = make_session()
    burst = JoinBurst.objects.create(session=session, address_key="", began_at=NOW, last_at=NOW, size=101)
    return Visit({"slug": session.slug, "burst_id": burst.pk, "verb": "let-count"})


CHANGED = {"guest_name": "Sipho", "shown_as": "name", "take_part": "on"}

VISITS: dict[tuple[str, str], Callable[[], Visit]] = {
    ("similar_questions", ""): _in_session,
    ("your_part", ""): lambda: _in_session(**CHANGED),
    ("come_back", ""): _coming_back,
    ("burst_act", ""): _at_burst,
}
