"""The peer: what one would write with Django alone, before thinking of five thousand case studies.

Words are looked for with ``icontains``, each facet is a join, and each value of each facet is counted by a
query of its own, the facet's own choice left out. It finds the same case studies.
"""

from collections.abc import Sequence

from casestudies.models import CaseFacet, CaseStudy
from exchange.search.fold import terms


def found_by_plain_django(search: Sequence[tuple[str, str]]) -> tuple[int, dict[tuple[str, str], int]]:
    """How many are found, and the count of each value; ``search`` holds ("q", words) and facets."""
    chosen = dict(search)
    words = terms(chosen.pop("q"))
    total = _narrowed(words, chosen).count()
    values = CaseFacet.objects.order_by("facet", "value").values_list("facet", "value").distinct()
    counts = {}
    for facet, value in values:
        others = {other: choice for other, choice in chosen.items() if other != facet}
        counts[facet, value] = _narrowed(words, {**others, facet: value}).count()
    return total, counts


def _narrowed(words: Sequence[str], chosen: dict[str, str]):
    found = CaseStudy.objects.public()
    for word in words:
        found = found.filter(search_text__icontains=word)
    for facet, value in chosen.items():
        found = found.filter(facets__facet=facet, facets__value=value)
    return found.distinct()
