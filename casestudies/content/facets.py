"""The facets under which case studies are found, in the order in which the library offers them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.content.choices import LocationPrecision
from casestudies.content.field import Kind
from casestudies.content.fields import FIELDS_BY_KEY
from casestudies.content.vocabularies import VOCABULARY_OF_FIELD, Vocabulary


class Facet(models.TextChoices):
    """The value is the URL's parameter; where it names a vocabulary, its values are that one's keys."""

    THEME = "theme", _("Theme")
    PROVINCE = "province", _("Province")
    CATEGORY = "category", _("Kind of municipality")
    MUNICIPALITY = "municipality", _("Municipality")
    SETTING = "setting", _("Setting")
    APPROACH = "approach", _("Approach")
    POPULATION = "population", _("Population")
    STAGE = "stage", _("Stage")
    DOMAIN = "outcome_domain", _("Outcome domain")
    DIRECTION = "direction", _("Direction of an outcome")
    EVIDENCE = "evidence", _("How we know")
    TYPOLOGY = "typology", _("Typology")
    PREVENTION_LEVEL = "prevention_level", _("Prevention level")
    INSTRUMENT = "instrument", _("Instrument")
    BUDGET = "budget", _("Budget")
    ICVPS = "icvps", _("White Paper theme (ICVPS)")
    NSP_GBVF = "nsp_gbvf", _("NSP on GBVF pillar")
    INSPIRE = "inspire", _("INSPIRE strategy")
    YEAR = "year", _("Year it began")
    LANGUAGE = "language", _("Language")


VOCABULARY_OF_FACET: Mapping[str, Vocabulary] = {
    **VOCABULARY_OF_FIELD,
    Facet.DOMAIN.value: Vocabulary.OUTCOME_DOMAIN,
}
LOCATED = frozenset({LocationPrecision.MUNICIPALITY, LocationPrecision.SITE})


class Located(NamedTuple):
    """What facets need of a municipality."""

    code: str
    province: str
    category: str


def facet_values(content: Mapping[str, Any], places: Iterable[Located]) -> set[tuple[str, str]]:
    """The (facet, value) pairs of a case study; where it was counts as far as its readers may know."""
    return {(facet, value) for facet, value in _pairs(content, list(places)) if value}


def _pairs(content: Mapping[str, Any], places: list[Located]) -> Iterator[tuple[str, str]]:
    for key in (content["theme"], *content["other_themes"]):
        yield Facet.THEME, key
    for key in VOCABULARY_OF_FIELD:
        value = content[key]
        for term in value if FIELDS_BY_KEY[key].kind == Kind.TERMS else [value]:
            yield key, term
    for outcome in content["outcomes"]:
        yield Facet.DOMAIN, outcome["domain"]
        yield Facet.DIRECTION, outcome["direction"]
        yield Facet.EVIDENCE, outcome["how_we_know"]
    yield Facet.YEAR, content["start"][:4]
    yield Facet.LANGUAGE, content["language"]
    if content["precision"] != LocationPrecision.WITHHELD:
        for place in places:
            yield Facet.PROVINCE, place.province
    if content["precision"] in LOCATED:
        for place in places:
            yield Facet.CATEGORY, place.category
            yield Facet.MUNICIPALITY, place.code
