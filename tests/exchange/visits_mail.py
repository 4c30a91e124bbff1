"""How to enter what mail comes in by, and where it is read while nobody receives it."""

from collections.abc import Callable

from tests.exchange.visit import Visit

VISITS: dict[tuple[str, str], Callable[[], Visit]] = {
    ("development_mail", ""): lambda: Visit({"name": "20270915-120000-1-0"}),
    ("mail_came_in", ""): lambda: Visit({"provider": "postmark"}),
}
