"""How to enter where threads leave the site."""

from collections.abc import Callable
from typing import Any

from casestudies.models import CaseStudyStatus
from exchange.permissions import DRAFT, PRIVATE
from tests.exchange.visit import Visit
from tests.exchange.visits_networks import PEOPLE, in_private, network_of
from tests.factories import make_case_study, make_thread

FILE = {"slug": "lights-that-last", "extension": "md"}


def of_thread(*, status: str = CaseStudyStatus.PUBLISHED, **kwargs: str) -> Visit:
    return Visit({"thread_id": make_thread(make_case_study(status=status)).pk, **kwargs})


class AgainAndAgain:
    """A file that several visitors send one after the other."""

    name = "thread.csv"
    content_type = "text/csv"

    def read(self, _size: int = -1) -> bytes:
        return b"number,author,text,title\n1,Thandi,We count the lights.,Lights\n"


def importing(kind: str, key: str, parts: Any = None) -> Visit:
    return Visit({"kind": kind, "key": key}, {"file": AgainAndAgain()}, parts or {})


VISITS: dict[tuple[str, str], Callable[[], Visit]] = {
    ("thread_file", ""): lambda: of_thread(**FILE),
    ("thread_file", DRAFT): lambda: of_thread(status=CaseStudyStatus.DRAFT, **FILE),
    ("thread_file", PRIVATE): lambda: in_private(**FILE),
    ("feed_thread", ""): of_thread,
    ("feed_thread", PRIVATE): in_private,
    ("thread_embed", ""): of_thread,
    ("import_thread", ""): lambda: importing("case-study", make_case_study().slug),
    ("import_thread", PRIVATE): lambda: importing("network", network_of().slug, PEOPLE),
}
