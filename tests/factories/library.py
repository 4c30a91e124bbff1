"""A theme, municipalities, a case study, an engagement, a conversation."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from casestudies.actions.drafts import start_case_study
from casestudies.actions.versions import make_version
from casestudies.actions.workflow import withdraw_case_study
from casestudies.models import (
    CaseStudy,
    CaseStudyStatus,
    Engagement,
    Municipality,
    MunicipalityCategory,
    PlaceRole,
    Theme,
)
from casestudies.queries import forget_municipality_labels, head_of
from exchange.people.models import User
from forums.models import Conversation
from tests.factories.time import NOW


def make_theme(slug: str = "public-spaces", **fields: Any) -> Theme:
    """The same slug gives the same theme."""
    found = Theme.objects.filter(slug=slug).first()
    return found or Theme.objects.create(
        slug=slug,
        **{
            "order": Theme.objects.count() + 1,
            "title": titled(slug),
            "about": "Places where everyone can be.",
            "month": date(2027, 9, 1),
            **fields,
        },
    )


def make_municipality(
    code: str = "MBY", name: str = "Mbali Bay", province: str = "Eastern Cape", **fields: Any
) -> Municipality:
    """The same code gives the same municipality."""
    forget_municipality_labels()  # the cache may hold those of another test
    found = Municipality.objects.filter(code=code).first()
    return found or Municipality.objects.create(
        code=code, name=name, province=province, **{"category": MunicipalityCategory.LOCAL, **fields}
    )


def make_case_study(
    slug: str = "the-taxi-rank",
    *,
    municipalities: Sequence[Municipality] = (),
    status: str = CaseStudyStatus.PUBLISHED,
    theme: Theme | None = None,
    content: Mapping[str, Any] | None = None,
    author: User | None = None,
    **fields: Any,
) -> CaseStudy:
    """A case study in any state, its text in a revision and, where it is or was public, a version.

    ``fields`` may hold title, nutshell, abstract and is_demonstration; ``content`` anything else (see
    ``tests.factories.content.full_content`` for one with every field filled).
    """
    is_demonstration = fields.pop("is_demonstration", False)
    case_study = start_case_study(
        slug=slug,
        title=fields.pop("title", titled(slug)),
        theme=theme or make_theme(),
        by=author,
        content={
            "nutshell": "Traders and drivers lit the rank together.",
            "places": [{"municipality": place.code, "role": PlaceRole.LEAD} for place in municipalities],
            **fields,
            **(content or {}),
        },
        is_demonstration=is_demonstration,
        now=NOW,
    )
    if status != CaseStudyStatus.DRAFT:
        is_stub = status == CaseStudyStatus.STUB
        make_version(revision=head_of(case_study), by=None, is_stub=is_stub, now=NOW)
    if status == CaseStudyStatus.WITHDRAWN:
        withdraw_case_study(case_study=case_study, reason="Withdrawn by its team.", by=None, now=NOW)
    case_study.refresh_from_db()
    return case_study


def make_engagement(
    slug: str = "spring-engagement", *, case_studies: Sequence[CaseStudy] = (), **fields: Any
) -> Engagement:
    engagement = Engagement.objects.create(
        slug=slug,
        **{
            "title": titled(slug),
            "theme": fields.get("theme") or make_theme(),
            "month": date(2027, 9, 1),
            **fields,
        },
    )
    engagement.case_studies.set(case_studies)
    return engagement


def make_conversation(slug: str = "who-keeps-watch", **fields: Any) -> Conversation:
    return Conversation.objects.create(
        slug=slug,
        **{
            "title": titled(slug),
            "theme": fields.get("theme") or make_theme(),
            "purpose": "To hear each other.",
            "words_opened_at": NOW,
            **fields,
        },
    )


def titled(slug: str) -> str:
    return slug.replace("-", " ").capitalize()
