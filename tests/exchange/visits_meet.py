"""How to enter what is about engagements."""

from collections.abc import Callable
from datetime import date

from tests.exchange.visit import Visit
from tests.factories import make_engagement

VISITS: dict[tuple[str, str], Callable[[], Visit]] = {
    ("engagement_calendar", ""): lambda: Visit({"slug": make_engagement(starts_on=date(2027, 9, 15)).slug}),
}
