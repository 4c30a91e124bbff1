"""The first draft of a summary: found, chosen and checked. Pure: no model, no request.

``EvidenceFinder`` ranks the turns of a talk by a query, ``first_draft`` makes a draft from sources offline,
and ``drafted`` lets a language model group the same sources, where one is set, and checks what it says.
"""

from forums.drafting.drafting import draft_by_endpoint, drafted
from forums.drafting.endpoint import Endpoint, EndpointFailed, endpoint_set
from forums.drafting.finding import EvidenceFinder, Turn
from forums.drafting.first_draft import first_draft
from forums.drafting.sources import CitedSpan, Draft, DraftItem, Source, SourceKind

__all__ = [
    "CitedSpan",
    "Draft",
    "DraftItem",
    "Endpoint",
    "EndpointFailed",
    "EvidenceFinder",
    "Source",
    "SourceKind",
    "Turn",
    "draft_by_endpoint",
    "drafted",
    "endpoint_set",
    "first_draft",
]
