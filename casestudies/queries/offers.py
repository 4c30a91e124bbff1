"""What the boxes of a form offer to choose from, read once for all of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casestudies.content import Field
from casestudies.content.reading import NAMESPACES
from casestudies.models import BuildingBlock, CaseStudy, Municipality, Term, Theme

MOST_CASE_STUDIES = 300


@dataclass(frozen=True)
class Offer:
    """A key and what it is called; ``group`` is the heading that it stands under."""

    key: str
    label: str
    group: str = ""


Offers = Mapping[str, Sequence[Offer]]


def offers_for(fields: Iterable[Field], content: Mapping[str, Any]) -> Offers:
    """By vocabulary or kind of key: what may be chosen, and what this content has chosen already.

    A retired term and a merged municipality are offered only where they were chosen before.
    """
    fields = list(fields)
    columns = [column for field in fields for column in (field, *field.columns)]
    chosen = set(_strings(content.get(field.key) for field in fields))
    offers: dict[str, Sequence[Offer]] = {}
    vocabularies = {column.vocabulary.value for column in columns if column.vocabulary}
    if vocabularies:
        offers |= _terms(vocabularies, chosen)
    for namespace in {NAMESPACES[column.kind] for column in columns if column.kind in NAMESPACES}:
        offers[namespace] = _READ[namespace](chosen) if namespace in _READ else ()
    return offers


def namespace_of(field: Field) -> str:
    """Where a field's offers stand; empty for one that people write freely."""
    return field.vocabulary.value if field.vocabulary else NAMESPACES.get(field.kind, "")


def _strings(values: Iterable[Any]) -> Iterable[str]:
    """Every string in a content's values, however deep: more than the keys, but never less."""
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, Mapping):
            yield from _strings(value.values())
        elif isinstance(value, list):
            yield from _strings(value)


def _terms(vocabularies: set[str], chosen: set[str]) -> dict[str, Sequence[Offer]]:
    offers: dict[str, list[Offer]] = {vocabulary: [] for vocabulary in vocabularies}
    for term in Term.objects.filter(vocabulary__in=vocabularies).in_order():
        if not term.is_retired or term.key in chosen:
            offers[term.vocabulary].append(Offer(term.key, term.label))
    return dict(offers)


def _themes(_chosen: set[str]) -> Sequence[Offer]:
    return [Offer(*row) for row in Theme.objects.order_by("order").values_list("slug", "title")]


def _municipalities(chosen: set[str]) -> Sequence[Offer]:
    rows = Municipality.objects.order_by("province", "name", "code")
    return [
        Offer(code, name, province)
        for code, name, province, merged_into in rows.values_list(
            "code", "name", "province", "merged_into_id"
        )
        if merged_into is None or code in chosen
    ]


def _building_blocks(_chosen: set[str]) -> Sequence[Offer]:
    return [
        Offer(*row) for row in BuildingBlock.objects.order_by("title", "slug").values_list("slug", "title")
    ]


def _case_studies(_chosen: set[str]) -> Sequence[Offer]:
    """Suggestions: the box takes any other by its address."""
    rows = CaseStudy.objects.public().order_by("-record_changed_at", "pk").values_list("slug", "title")
    return sorted((Offer(*row) for row in rows[:MOST_CASE_STUDIES]), key=lambda offer: offer.label)


_READ = {
    "themes": _themes,
    "municipalities": _municipalities,
    "building_blocks": _building_blocks,
    "case_studies": _case_studies,
}
