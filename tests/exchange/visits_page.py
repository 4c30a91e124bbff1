"""How to enter a thread's page and what belongs to it."""

from collections.abc import Callable

from exchange.permissions import PRIVATE
from tests.exchange.visit import Visit
from tests.exchange.visits_networks import in_private
from tests.factories import make_thread


def in_thread(**kwargs: int) -> Visit:
    return Visit({"thread_id": make_thread().pk, **kwargs}, {"numbers": "1"})


VISITS: dict[tuple[str, str], Callable[[], Visit]] = {
    ("post", ""): lambda: in_thread(number=1),
    ("post", PRIVATE): lambda: in_private(number=1),
    ("thread_since", ""): in_thread,
    ("thread_since", PRIVATE): in_private,
    ("mark_read", ""): in_thread,
    ("mark_read", PRIVATE): lambda: in_private(data={"numbers": "1"}),
}
