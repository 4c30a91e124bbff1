"""A theme, municipalities, a case study, an engagement, a conversation."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from casestudies.models import (
    CasePlace,
    CaseStudy,
    CaseStudyStatus,
    Engagement,
    Municipality,
    MunicipalityCategory,
    Theme,
)
from casestudies.queries import forget_municipality_labels
from forums.models import Conversation


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
    slug: str = "the-taxi-rank", *, municipalities: Sequence[Municipality] = (), **fields: Any
) -> CaseStudy:
    case_study = CaseStudy.objects.create(
        slug=slug,
        **{
            "title": titled(slug),
            "nutshell": "Traders and drivers lit the rank together.",
            "status": CaseStudyStatus.PUBLISHED,
            "theme": fields.get("theme") or make_theme(),
            **fields,
        },
    )
    for municipality in municipalities:
        CasePlace.objects.create(case_study=case_study, municipality=municipality)
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
            **fields,
        },
    )


def titled(slug: str) -> str:
    return slug.replace("-", " ").capitalize()
