"""Which public case studies somebody's words and filters find."""

from casestudies.content.filters import Filters
from casestudies.models import CaseFacet
from casestudies.models.case_study import CaseStudyQuerySet


def filtered(case_studies: CaseStudyQuerySet, filters: Filters) -> CaseStudyQuerySet:
    """The public ones among them that match the words and, of each chosen facet, any of its values.

    In no order: pages and feeds have their own.
    """
    found = case_studies.public()
    if filters.query:
        found = found.matching(filters.query)
    for facet, values in filters.chosen.items():
        under = CaseFacet.objects.filter(facet=facet, value__in=values)
        found = found.filter(pk__in=under.values("case_study"))
    return found
