"""How to enter what is about polls of a live session."""

from collections.abc import Callable

from forums.models import Poll, PollKind, Wording
from tests.exchange.visit import Visit
from tests.factories import join, make_poll, make_session, reply


def _at_poll(poll: Poll, *, verb: str = "", **data: str) -> Visit:
    from tests.exchange.visits import in_session  # it collects what stands here

    kwargs = {"public_id": poll.public_id} | ({"verb": verb} if verb else {})
    return in_session(poll.session, data=data, **kwargs)


def _answering(*, is_open: bool = True) -> Visit:
    poll = make_poll(make_session(), is_open=is_open)
    return _at_poll(poll, choice=str(poll.options.all()[0].pk))


def _draft() -> Poll:
    return make_poll(make_session(), is_open=False)


def _at_wording() -> Visit:
    session = make_session()
    poll = make_poll(session, PollKind.WORDS)
    reply(poll, join(session), "Fear")
    pk = Wording.objects.get(poll=poll).pk
    kwargs = {"slug": session.slug, "public_id": poll.public_id, "pk": pk, "verb": "take-out"}
    return Visit(kwargs)


ASKED = {"kind": "text", "title": "What did you try?"}

VISITS: dict[tuple[str, str], Callable[[], Visit]] = {
    ("answer_poll", ""): _answering,
    ("answer_poll", "the poll was not opened yet"): lambda: _answering(is_open=False),
    ("prepare_poll", ""): lambda: Visit({"slug": make_session().slug}, ASKED),
    ("edit_poll", ""): lambda: _at_poll(_draft(), **ASKED),
    ("poll_act", ""): lambda: _at_poll(_draft(), verb="open"),
    ("wording_act", ""): _at_wording,
}
