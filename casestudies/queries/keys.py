"""The keys that a content holds: what they are called today, and which of them are known at all."""

from collections.abc import Iterator, Mapping
from typing import Any

from casestudies.content import FIELDS, Field, Kind, Vocabulary
from casestudies.content.choices import LocationPrecision
from casestudies.content.reading import NAMESPACES
from casestudies.models import BuildingBlock, CasePicture, CaseStudy, Municipality, Term, Theme

Labels = dict[str, dict[str, str]]


def keys_in(content: Mapping[str, Any]) -> Iterator[tuple[Field, str, str, int]]:
    """Each key that a content holds: field or column, what it is a key of, the key, the row (0 for none)."""
    for field in FIELDS:
        if field.kind == Kind.ROWS:
            for number, row in enumerate(content[field.key], start=1):
                for column in field.columns:
                    yield from _keys(column, row.get(column.key), number)
        else:
            yield from _keys(field, content[field.key], 0)


def _keys(field: Field, value: Any, row: int) -> Iterator[tuple[Field, str, str, int]]:
    namespace = field.vocabulary.value if field.vocabulary else NAMESPACES.get(field.kind)
    if namespace and value:
        for key in value if isinstance(value, list) else [value]:
            yield field, namespace, key, row


def labels_of(content: Mapping[str, Any]) -> Labels:
    """What each key of a content is called today: ``{"setting": {"township": "Township"}, …}``.

    Where readers may know the province only, municipalities are left out and ``provinces`` say where.
    """
    held: dict[str, set[str]] = {}
    for _field, namespace, key, _row in keys_in(content):
        held.setdefault(namespace, set()).add(key)
    terms = _terms({namespace: keys for namespace, keys in held.items() if namespace in Vocabulary.values})
    labels = {
        namespace: terms[namespace] if namespace in terms else _named(namespace, keys)
        for namespace, keys in sorted(held.items())
    }
    if content["precision"] in {LocationPrecision.PROVINCE, LocationPrecision.WITHHELD}:
        codes = labels.pop("municipalities", {})
        if content["precision"] == LocationPrecision.PROVINCE:
            provinces = Municipality.objects.filter(code__in=codes).values_list("province", flat=True)
            labels["provinces"] = {province: province for province in sorted(set(provinces))}
    return labels


def _named(namespace: str, keys: set[str]) -> dict[str, str]:
    if namespace == "themes":
        return dict(Theme.objects.filter(slug__in=keys).order_by("order").values_list("slug", "title"))
    if namespace == "municipalities":
        rows = Municipality.objects.filter(code__in=keys).order_by("code")
        return {municipality.code: str(municipality) for municipality in rows}
    if namespace == "building_blocks":
        return dict(BuildingBlock.objects.filter(slug__in=keys).order_by("slug").values_list("slug", "title"))
    if namespace == "case_studies":
        return dict(CaseStudy.objects.filter(slug__in=keys).order_by("slug").values_list("slug", "title"))
    if namespace == "pictures":
        return dict(CasePicture.objects.filter(key__in=keys).order_by("key").values_list("key", "name"))
    raise KeyError(namespace)


def _terms(held: Mapping[str, set[str]]) -> Labels:
    """The terms of all vocabularies in one query; a case study names a dozen vocabularies."""
    labels: Labels = {vocabulary: {} for vocabulary in held}
    keys = set().union(*held.values())
    rows = Term.objects.filter(vocabulary__in=held, key__in=keys).in_order() if keys else ()
    for term in rows:
        if term.key in held[term.vocabulary]:
            labels[term.vocabulary][term.key] = term.label
    return labels


def unknown_keys(content: Mapping[str, Any], case_study: CaseStudy) -> list[tuple[Field, str, int]]:
    """Keys that name nothing: (field or column, key, row).

    A picture must be the case study's own, and a related case study another and public.
    """
    labels = labels_of({**content, "precision": LocationPrecision.SITE})
    known = {namespace: set(names) for namespace, names in labels.items()}
    if "pictures" in known:
        known["pictures"] &= set(case_study.pictures.values_list("key", flat=True))
    if "case_studies" in known:
        known["case_studies"] &= set(CaseStudy.objects.public().values_list("slug", flat=True))
        known["case_studies"].discard(case_study.slug)
    return [
        (field, key, row)
        for field, namespace, key, row in keys_in(content)
        if key not in known.get(namespace, ())
    ]
