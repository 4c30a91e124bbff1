"""How to enter where threads leave the site."""

from collections.abc import Callable

from casestudies.models import CaseStudyStatus
from exchange.permissions import DRAFT, PRIVATE
from tests.exchange.visit import Visit
from tests.exchange.visits_networks import in_private
from tests.factories import make_case_study, make_thread

FILE = {"slug": "lights-that-last", "extension": "md"}


def of_thread(*, status: str = CaseStudyStatus.PUBLISHED, **kwargs: str) -> Visit:
    return Visit({"thread_id": make_thread(make_case_study(status=status)).pk, **kwargs})


VISITS: dict[tuple[str, str], Callable[[], Visit]] = {
    ("thread_file", ""): lambda: of_thread(**FILE),
    ("thread_file", DRAFT): lambda: of_thread(status=CaseStudyStatus.DRAFT, **FILE),
    ("thread_file", PRIVATE): lambda: in_private(**FILE),
    ("feed_thread", ""): of_thread,
    ("feed_thread", PRIVATE): in_private,
    ("thread_embed", ""): of_thread,
}
