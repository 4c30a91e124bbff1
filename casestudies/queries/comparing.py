"""Public case studies to be laid side by side."""

from collections.abc import Sequence

from django.core.validators import slug_re

from casestudies.models import CaseStudy

MOST_OFFERED = 30


def public_by_slug(slugs: Sequence[str]) -> dict[str, CaseStudy]:
    """Those that are public, with their current version, by slug."""
    proper = [slug for slug in slugs if slug_re.match(slug)]  # a database refuses some characters
    found = (
        CaseStudy.objects.public()
        .filter(slug__in=proper, current__isnull=False)
        .select_related("theme", "current")
    )
    return {case_study.slug: case_study for case_study in found}


def offered_for_comparison(query: str, *, without: Sequence[str]) -> tuple[list[CaseStudy], int]:
    """Public case studies that match, best first (without words: by title); and how many there are."""
    public = CaseStudy.objects.public().exclude(slug__in=without)
    found = public.best_first(query) if query.strip() else public.order_by("title", "pk")
    return list(found.select_related("theme")[:MOST_OFFERED]), found.count()
