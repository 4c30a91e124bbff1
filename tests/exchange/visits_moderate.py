"""How to enter what facilitators look after."""

from collections.abc import Callable

from exchange.permissions import PRIVATE
from forums.actions.facilitating.standing import pin_thread
from forums.models import Act, Thread
from tests.exchange.visit import Visit
from tests.exchange.visits_networks import PEOPLE, fikile, in_private, private_thread
from tests.factories import NOW, amina, chloe, make_thread

REASON = {"reason": "It names somebody."}
FLAG = {"reason": "personal", "words": "A child is named."}


def in_thread(**kwargs: object) -> Visit:
    return Visit({"thread_id": make_thread(author=chloe()).pk, **kwargs}, REASON)


def at_act(thread: Thread, by: object) -> Visit:
    pin_thread(thread=thread, by=by, now=NOW)
    return Visit({"act_id": Act.objects.latest("pk").pk}, {}, PEOPLE)


VISITS: dict[tuple[str, str], Callable[[], Visit]] = {
    ("facilitate_thread", ""): in_thread,
    ("facilitate_thread", PRIVATE): in_private,
    ("facilitate_thread_act", ""): lambda: in_thread(verb="lock"),
    ("facilitate_thread_act", PRIVATE): lambda: in_private(verb="lock", data=REASON),
    ("facilitate_post", ""): lambda: in_thread(number=1),
    ("facilitate_post", PRIVATE): lambda: in_private(number=1),
    ("facilitate_post_act", ""): lambda: in_thread(number=1, verb="hide"),
    ("facilitate_post_act", PRIVATE): lambda: in_private(number=1, verb="hide", data=REASON),
    ("thread_log", ""): in_thread,
    ("thread_log", PRIVATE): in_private,
    ("undo_act", ""): lambda: at_act(make_thread(author=chloe()), amina()),
    ("undo_act", PRIVATE): lambda: at_act(private_thread(), fikile()),
    ("flag_post", ""): lambda: Visit({"thread_id": make_thread(author=chloe()).pk, "number": 1}, FLAG),
    ("flag_post", PRIVATE): lambda: in_private(number=1, data=FLAG),
    ("moderate_person", ""): lambda: Visit({"handle": chloe().handle}, {"verb": "warn", **REASON}),
}
