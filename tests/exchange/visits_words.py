"""How to enter what people do with words: name each other, react, keep a place."""

from collections.abc import Callable
from typing import Any

from casestudies.models import CaseStudyStatus
from exchange.permissions import DRAFT, PRIVATE, Part
from forums.actions.bookmarks import keep_bookmark
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


def chloes_bookmark() -> Visit:
    bookmark = keep_bookmark(post=make_thread().posts.get(), by=chloe())
    return Visit(
        {"bookmark_id": bookmark.pk},
        {"note": "For the report."},
        {Part.AUTHOR: lambda client: client.force_login(chloe())},
    )


VISITS: dict[tuple[str, str], Callable[[], Visit]] = {
    ("people_of_thread", ""): in_chloes,
    ("people_of_thread", DRAFT): lambda: in_chloes(status=CaseStudyStatus.DRAFT),
    ("people_of_thread", PRIVATE): in_private,
    ("react", ""): lambda: in_chloes(number=1, data={"react": "thanks:on"}),
    ("react", PRIVATE): lambda: in_private(number=1, data={"react": "thanks:on"}),
    ("post_reactions", ""): lambda: in_chloes(number=1),
    ("post_reactions", PRIVATE): lambda: in_private(number=1),
    ("bookmark_post", ""): lambda: in_chloes(number=1, data={"note": "For the report."}),
    ("bookmark_post", PRIVATE): lambda: in_private(number=1, data={"note": "For the report."}),
    ("change_bookmark", ""): chloes_bookmark,
}
