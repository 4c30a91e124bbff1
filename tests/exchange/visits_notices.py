"""How to enter what people are told, and what they follow."""

from collections.abc import Callable

from casestudies.models import CaseStudyStatus
from exchange.notices.actions.wishes import WATCHED
from exchange.notices.unsubscribing import unsubscribe_url
from exchange.permissions import DRAFT, PRIVATE
from tests.exchange.visit import Visit
from tests.exchange.visits_networks import PEOPLE, network_of
from tests.factories import chloe, make_case_study, make_thread

LEVEL = {"level": "every_post"}


def on_thread(status: str = CaseStudyStatus.PUBLISHED) -> Visit:
    return Visit({"thread_id": make_thread(make_case_study(status=status), author=chloe()).pk}, LEVEL)


def unsubscribing() -> Visit:
    return Visit({"token": unsubscribe_url(chloe().pk, WATCHED).rstrip("/").rsplit("/", 1)[1]})


VISITS: dict[tuple[str, str], Callable[[], Visit]] = {
    ("notice_settings", ""): lambda: Visit(data={"direct_pace": "daily", "watched_pace": "never"}),
    ("unsubscribe", ""): unsubscribing,
    ("watch_thread", ""): on_thread,
    ("watch_thread", DRAFT): lambda: on_thread(CaseStudyStatus.DRAFT),
    ("watch_board", ""): lambda: Visit({"kind": "case_study", "pk": make_case_study().pk}, LEVEL),
    ("watch_board", PRIVATE): lambda: Visit({"kind": "network", "pk": network_of().pk}, LEVEL, PEOPLE),
}
