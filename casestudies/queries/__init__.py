"""Reads used twice."""

from casestudies.queries.cases import authors_to_cite, head_of, with_places
from casestudies.queries.keys import labels_of, unknown_keys
from casestudies.queries.learning import cases_of, sections_of
from casestudies.queries.offers import Offer, Offers, namespace_of, offers_for
from casestudies.queries.places import MunicipalityDirectory, forget_municipality_labels
from casestudies.queries.programme import next_engagement, programme_of, upcoming_and_past
from casestudies.queries.relations import closes_a_circle
from casestudies.queries.writing import authors_of, lacks_of, last_to_change, written_by

__all__ = [
    "MunicipalityDirectory",
    "Offer",
    "Offers",
    "authors_of",
    "authors_to_cite",
    "cases_of",
    "closes_a_circle",
    "forget_municipality_labels",
    "head_of",
    "labels_of",
    "lacks_of",
    "last_to_change",
    "namespace_of",
    "next_engagement",
    "offers_for",
    "programme_of",
    "sections_of",
    "unknown_keys",
    "upcoming_and_past",
    "with_places",
    "written_by",
]
