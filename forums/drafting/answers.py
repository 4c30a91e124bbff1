"""What a model answered, taken apart with suspicion: only ids that we gave, and prose that they bear out."""

import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from forums.drafting.cues import SECTIONS
from forums.drafting.endpoint import EndpointSaidNonsense
from forums.drafting.faithful import why_unfaithful
from forums.drafting.numbered import PER_SECTION, SPANS_OF_AN_ITEM, Numbered
from forums.drafting.signals import Signals
from forums.drafting.sources import CitedSpan, Draft, DraftItem

MOST_ITEMS = 60  # looked at
MOST_NOTES = 20
SHOWN_OF_AN_ID = 20


def draft_from_answer(answer: str, chosen_from: Numbered, signals: Signals) -> Draft:
    """The draft that a model's answer makes; what of it we left out is in the notes.

    Raises EndpointSaidNonsense where it is no JSON of the form that was asked for, or has nothing to use.
    """
    reading = _Reading(chosen_from, signals)
    items = tuple(reading.items(_parsed(answer)))
    if not items:
        raise EndpointSaidNonsense
    in_order = sorted(items, key=lambda item: SECTIONS.index(item.section))
    return Draft(tuple(in_order), tuple(reading.notes[:MOST_NOTES]))


def _parsed(answer: str) -> list[Any]:
    try:
        parsed = json.loads(answer)
        listed = parsed["items"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise EndpointSaidNonsense from error
    if not isinstance(listed, list):
        raise EndpointSaidNonsense
    return listed


class _Reading:
    def __init__(self, chosen_from: Numbered, signals: Signals) -> None:
        self._passages = chosen_from.passages
        self._signals = signals
        self._used: set[str] = set()
        self._count = dict.fromkeys(SECTIONS, 0)
        self.notes: list[str] = []

    def items(self, listed: list[Any]) -> Iterator[DraftItem]:
        if len(listed) > MOST_ITEMS:
            self.notes.append(_("The model named more items than were looked at."))
        for raw in listed[:MOST_ITEMS]:
            if item := self._item(raw):
                yield item

    def _item(self, raw: Any) -> DraftItem | None:
        if not isinstance(raw, dict):
            self.notes.append(_("Something that was no item was left out."))
            return None
        section = raw.get("section")
        if not isinstance(section, str) or section not in SECTIONS or self._count[section] >= PER_SECTION:
            self.notes.append(_("An item was left out: it named no section of a brief, or one that is full."))
            return None
        ids = self._ids(raw.get("spans"))
        prose = self._prose(raw.get("prose"), ids)
        if not ids:
            return None
        self._count[section] += 1
        passages = [self._passages[number] for number in ids]
        reasons = [_("grouped by a language model"), *self._signals.in_words(passages[0].source)]
        spans = tuple(CitedSpan(one.source.key, one.start, one.end) for one in passages)
        return DraftItem(
            section=section, citations=spans, reasons=tuple(reasons), prose=prose, is_by_model=True
        )

    def _ids(self, named: Any) -> list[str]:
        """Those of the ids that we gave and that are not used yet."""
        ids: list[str] = []
        for number in named[: 2 * SPANS_OF_AN_ITEM] if isinstance(named, list) else ():
            if not isinstance(number, str) or number not in self._passages:
                self.notes.append(_("A passage was left out that is none: %(id)s") % {"id": _shown(number)})
            elif number not in self._used and len(ids) < SPANS_OF_AN_ITEM:
                self._used.add(number)
                ids.append(number)
        return ids

    def _prose(self, prose: Any, ids: list[str]) -> str:
        """The model's own words, if they name passages and say no more than these."""
        if not isinstance(prose, str) or not prose.strip():
            return ""
        words = " ".join(prose.split())
        if not ids:
            self.notes.append(_("A sentence of the model was left out: it names no passage."))
            return ""
        wrong = why_unfaithful(words, [self._passages[number].words for number in ids])
        if wrong is not None:
            self.notes.append(_("A sentence of the model was left out: %(why)s.") % {"why": wrong})
            return ""
        return words


def _shown(number: Any) -> str:
    """A made-up id as a note may show it: letters and digits, and few."""
    kept = "".join(char for char in str(number)[:SHOWN_OF_AN_ID] if char.isascii() and char.isalnum())
    return kept or "?"
