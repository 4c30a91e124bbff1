"""What somebody who is asked sees of their words: where they stand, where they would, and how signed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from forums.actions.conversations.bylines import byline_of
from forums.models import (
    ConsentRequest,
    ConsentState,
    Conversation,
    Quotation,
    Silence,
    Summary,
    Terms,
    stricter_of,
)
from forums.queries.consents import summaries_that_use

AROUND = 280  # characters on each side of the words


@dataclass
class AskedWords:
    """One quotation on the page of whoever said it."""

    place: str
    request: ConsentRequest
    quotation: Quotation
    conversation: Conversation
    before: str
    after: str
    summaries: list[Summary] = field(default_factory=list)
    """The one that asks, where it still uses them; of an answer for every use all that do."""

    ways_to_sign: list[tuple[str, str]] = field(default_factory=list)
    error: str = ""
    typed: str = ""

    @property
    def is_waiting(self) -> bool:
        return self.request.state == ConsentState.WAITING

    @property
    def may_be_withdrawn(self) -> bool:
        return self.request.may_travel and not self.quotation.is_withdrawn

    @property
    def agrees_by_silence(self) -> bool:
        return self.request.by_silence == Silence.AGREES


def asked_words(places: Mapping[str, ConsentRequest]) -> list[AskedWords]:
    using = summaries_that_use([request.quotation for request in places.values()])
    return [_asked(place, request, using) for place, request in places.items()]


def _asked(place: str, request: ConsentRequest, using: Mapping[int, list[Summary]]) -> AskedWords:
    quotation = request.quotation
    conversation = quotation.revision.post.thread.conversation
    assert conversation, "only words of a conversation are asked for"  # noqa: S101 - narrows
    plain = "" if quotation.is_withdrawn else quotation.revision.plain
    before, after = plain[: quotation.start], plain[quotation.end :]
    return AskedWords(
        place=place,
        request=request,
        quotation=quotation,
        conversation=conversation,
        before=f"…{before[-AROUND:]}" if len(before) > AROUND else before,
        after=f"{after[:AROUND]}…" if len(after) > AROUND else after,
        summaries=[one for one in using.get(quotation.pk, []) if _is_asked_for(request, one)],
        ways_to_sign=_ways_to_sign(request),
    )


def _is_asked_for(request: ConsentRequest, summary: Summary) -> bool:
    return request.covers_every_use or request.summary_id == summary.pk


def _ways_to_sign(request: ConsentRequest) -> list[tuple[str, str]]:
    """The terms that are as strict as asked for, or stricter, each with the line that it makes."""
    person = request.participant
    if person is None:
        return []
    ways = [terms for terms in Terms.values if stricter_of(terms, request.terms) == terms]
    return [(terms, byline_of(person, terms) or _("A participant")) for terms in ways]
