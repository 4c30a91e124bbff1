"""How case studies hang together, and what may not hang on itself."""

from casestudies.content.choices import ORDERING_RELATIONS
from casestudies.models import CaseRelation, CaseStudy


def closes_a_circle(*, from_case: CaseStudy, kind: str, to_slug: str) -> bool:
    """Whether "from is part of (replicates, adapts, continues) to" would come back to where it began."""
    if from_case.slug == to_slug:
        return True
    if kind not in ORDERING_RELATIONS:
        return False
    onward: dict[str, set[str]] = {}
    rows = CaseRelation.objects.filter(kind=kind).exclude(from_case=from_case)
    for start, end in rows.values_list("from_case__slug", "to_case__slug"):
        onward.setdefault(start, set()).add(end)
    seen: set[str] = set()
    ahead = [to_slug]
    while ahead:
        slug = ahead.pop()
        if slug == from_case.slug:
            return True
        if slug not in seen:
            seen.add(slug)
            ahead += onward.get(slug, ())
    return False
