"""Reads used twice."""

from casestudies.queries.cases import authors_to_cite, head_of, with_places
from casestudies.queries.keys import labels_of, unknown_keys
from casestudies.queries.learning import cases_of, sections_of
from casestudies.queries.places import MunicipalityDirectory, forget_municipality_labels
from casestudies.queries.programme import next_engagement
from casestudies.queries.relations import closes_a_circle

__all__ = [
    "MunicipalityDirectory",
    "authors_to_cite",
    "cases_of",
    "closes_a_circle",
    "forget_municipality_labels",
    "head_of",
    "labels_of",
    "next_engagement",
    "sections_of",
    "unknown_keys",
    "with_places",
]
