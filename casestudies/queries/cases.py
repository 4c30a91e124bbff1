"""Case studies for lists, and the text of a draft."""

from django.db.models import Prefetch, QuerySet

from casestudies.models import (
    CasePlace,
    CaseRevision,
    CaseStudy,
)
from exchange.people.actions.accounts import ACCOUNT
from exchange.people.models import Consent, ConsentPurpose


def with_places(case_studies: QuerySet[CaseStudy]) -> list[CaseStudy]:
    """Case studies with their theme and their places, for cards and tables."""
    places = CasePlace.objects.select_related("municipality").order_by("pk")
    prefetch = Prefetch("places", places)
    return list(case_studies.select_related("theme").prefetch_related(prefetch))


def head_of(case_study: CaseStudy) -> CaseRevision:
    """The revision that is the draft now."""
    head: CaseRevision = case_study.revisions.order_by("-number")[:1].get()
    return head


def authors_to_cite(case_study: CaseStudy) -> list[str]:
    """The names of its authors who agreed to be named, the owner first."""
    agreed = Consent.objects.filter(
        purpose=ConsentPurpose.BE_NAMED, setting=ACCOUNT, is_given=True, replaced_at__isnull=True
    ).values("user")
    authors = case_study.case_authors.filter(user__in=agreed).select_related("user")
    return [author.user.display_name for author in authors.order_by("-is_owner", "added_at", "pk")]
