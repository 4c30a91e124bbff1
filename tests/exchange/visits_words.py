"""How to enter what people do with words: name each other, react, keep a place."""

from collections.abc import Callable
from typing import Any

from casestudies.models import CaseStudyStatus
from exchange.permissions import DRAFT, PRIVATE, Part
from tests.exchange.visit import Visit
from tests.exchange.visits_networks import in_private
from tests.factories import chloe, make_case_study, make_thread


def in_chloes(*, status: str = CaseStudyStatus.PUBLISHED, data: Any = None, **kwargs: Any) -> Visit:
    """Chloé's thread about a case study."""
    thread = make_thread(make_case_study(status=status), author=chloe())
    return Visit(
        {"thread_id": thread.pk, **kwargs},
        data or {},
        {Part.AUTHOR: lambda client: client.force_login(chloe())},
    )


VISITS: dict[tuple[str, str], Callable[[], Visit]] = {
    ("people_of_thread", ""): in_chloes,
    ("people_of_thread", DRAFT): lambda: in_chloes(status=CaseStudyStatus.DRAFT),
    ("people_of_thread", PRIVATE): in_private,
}
