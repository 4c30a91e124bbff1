"""Sets: themes and provinces, as far as readers may know where a case study was."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.utils.text import slugify

from casestudies.content.facets import Facet
from casestudies.models import CaseFacet, CasePlace, CaseStudy, CaseStudyStatus, Municipality, Theme
from casestudies.oai.errors import BadArgument, NoRecordsMatch

ALL, THEME, PROVINCE = "case-studies", "theme", "province"
_SPEC = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.!~*'():"


def sets() -> Iterator[tuple[str, str]]:
    """Each set's spec and name; a colon leads from a set to those within it."""
    yield ALL, "Case studies"
    yield THEME, "By theme"
    for slug, title in Theme.objects.order_by("order").values_list("slug", "title"):
        yield f"{THEME}:{slug}", f"Theme: {title}"
    yield PROVINCE, "By province"
    for province in provinces():
        yield f"{PROVINCE}:{slugify(province)}", f"Province: {province}"


def provinces() -> list[str]:
    names = Municipality.objects.order_by("province").values_list("province", flat=True).distinct()
    return list(names)


def sets_of(case_study: CaseStudy) -> list[str]:
    """The innermost sets of a record, whether it is public or was withdrawn; needs current and places."""
    labels = case_study.current.labels if case_study.current else {}
    themes = labels.get("themes") or {case_study.theme.slug: ""}
    where = {place.municipality.province for place in case_study.places.all()} | set(
        labels.get("provinces", ())
    )
    return [
        ALL,
        *(f"{THEME}:{slug}" for slug in sorted(themes)),
        *(f"{PROVINCE}:{slugify(province)}" for province in sorted(where)),
    ]


def in_set(records: "QuerySet[CaseStudy]", spec: str) -> "QuerySet[CaseStudy]":
    """The records of a set. Raises BadArgument for what is no spec, NoRecordsMatch for an unknown set."""
    if not spec or not set(spec) <= set(_SPEC):
        raise BadArgument("“set” must be a setSpec, such as theme:public-spaces. ListSets has them all.")
    if spec in {ALL, THEME}:
        return records
    kind, _colon, value = spec.partition(":")
    if kind == THEME and Theme.objects.filter(slug=value).exists():
        return records.filter(
            _live(Facet.THEME, value) | _withdrawn(Q(current__labels__themes__has_key=value))
        )
    if kind == PROVINCE and not value:
        names = provinces()
    else:
        names = [name for name in provinces() if kind == PROVINCE and slugify(name) == value]
    if not names:
        raise NoRecordsMatch("There is no such set. ListSets has them all.")
    placed = CasePlace.objects.filter(municipality__province__in=names).values("case_study")
    known = Q(pk__in=placed) | Q(current__labels__provinces__has_any_keys=names)
    return records.filter(_live(Facet.PROVINCE, *names) | _withdrawn(known))


def _live(facet: Facet, *values: str) -> Q:
    under = CaseFacet.objects.filter(facet=facet, value__in=values)
    return Q(pk__in=under.values("case_study"))


def _withdrawn(known: Q) -> Q:
    """Its facets went with the withdrawal; the last version's labels still say what it was about."""
    return Q(status=CaseStudyStatus.WITHDRAWN) & known
