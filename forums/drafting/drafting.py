"""A draft, by a language model where one is set, offline otherwise and in any doubt."""

import logging
from collections.abc import Sequence
from dataclasses import replace

from forums.drafting.answers import draft_from_answer
from forums.drafting.cues import SECTIONS
from forums.drafting.endpoint import Endpoint, EndpointFailed, ask, endpoint_set
from forums.drafting.first_draft import first_draft
from forums.drafting.numbered import numbered
from forums.drafting.signals import Signals
from forums.drafting.sources import Draft, Source

log = logging.getLogger(__name__)


def drafted(sources: Sequence[Source], *, about: str = "") -> Draft:
    """The draft to begin with. Where the model fails, the offline draft with a note of what happened."""
    offline = first_draft(sources, about=about)
    endpoint = endpoint_set()
    if endpoint is None:
        return offline
    try:
        grouped = draft_by_endpoint(sources, endpoint, about=about)
    except EndpointFailed as failure:
        log.warning("drafting endpoint: %s", type(failure).__name__)
        return replace(offline, notes=(str(failure.message),))
    return _filled_up(grouped, offline)


def draft_by_endpoint(sources: Sequence[Source], endpoint: Endpoint, *, about: str = "") -> Draft:
    """What a language model selects and groups. Raises EndpointFailed."""
    chosen_from = numbered(sources, about=about)
    if not chosen_from.passages:
        return Draft()
    return draft_from_answer(ask(endpoint, chosen_from.as_messages()), chosen_from, Signals(sources))


def _filled_up(grouped: Draft, offline: Draft) -> Draft:
    """Sections that the model left empty keep what the offline draft has for them, if it is not cited yet."""
    cited = {citation.source for citation in grouped.citations}
    items = [
        item
        for section in SECTIONS
        for item in grouped.of_section(section)
        or [
            kept
            for kept in offline.of_section(section)
            if not cited.intersection(citation.source for citation in kept.citations)
        ]
    ]
    return replace(grouped, items=tuple(items))
