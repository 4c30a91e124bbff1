"""How to enter what mail comes in by, and where it is read while nobody receives it."""

from collections.abc import Callable

from tests.exchange.visit import Visit

VISITS: dict[tuple[str, str], Callable[[], Visit]] = {
    ("mail_came_in", ""): lambda: Visit({"provider": "postmark"}),
}
