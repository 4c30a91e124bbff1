"""Whose yes a summary still waits for before words of a conversation may travel with it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Min
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from exchange.text import excerpt
from forums.models import (
    ConsentRequest,
    ConsentState,
    ConversationContact,
    ConversationParticipant,
    PostKind,
    Quotation,
    Summary,
)
from forums.queries.sealed import speakers_of

SHORT = 80
NO = frozenset({ConsentState.DECLINED, ConsentState.DECLINED_BY_SILENCE, ConsentState.WITHDRAWN})


@dataclass(frozen=True)
class Missing:
    """A quotation that may not travel yet, and why, in words for whoever writes the summary."""

    quotation: Quotation
    words: str


def quotations_under_consent(summary: Summary) -> list[Quotation]:
    """The standing quotations of a summary whose words stand in the record of a conversation, in its order."""
    found = Quotation.objects.filter(
        items__summary=summary,
        withdrawn_at__isnull=True,
        revision__post__thread__is_record=True,
        revision__post__thread__conversation__isnull=False,
        revision__post__kind__in=(PostKind.CONTRIBUTION, PostKind.SPEECH),
    )
    found = found.annotate(first=Min("items__position")).order_by("first", "pk")
    return list(found.select_related("revision__post__thread__conversation", "consent_request"))


def missing_consents(summary: Summary) -> list[Missing]:
    """Quotations that may not be approved, published or exported yet; empty if all may travel.

    Speech of a voice that was matched to nobody names nobody, and there is nobody to ask.
    """
    quotations = [one for one in quotations_under_consent(summary) if not may_travel(one)]
    speakers = speakers_of(one.revision.post for one in quotations)
    within_reach = reachable(speakers.values())
    why = ((one, _why(one, speakers.get(one.revision.post_id), within_reach)) for one in quotations)
    return [Missing(one, words) for one, words in why if words]


def request_of(quotation: Quotation) -> ConsentRequest | None:
    return getattr(quotation, "consent_request", None)


def may_travel(quotation: Quotation) -> bool:
    request = request_of(quotation)
    return bool(request and request.may_travel)


def reachable(people: Iterable[ConversationParticipant]) -> set[int]:
    """Those who can be written to, by their ids: by their account, or at the address that they left."""
    known: dict[int, ConversationParticipant] = {person.pk: person for person in people}
    with_address = ConversationContact.objects.filter(participant__in=known)
    left = set(with_address.values_list("participant_id", flat=True))
    return left | {pk for pk, person in known.items() if person.user and person.user.email}


def _why(quotation: Quotation, speaker: ConversationParticipant | None, within_reach: set[int]) -> str:
    said = {"words": excerpt(quotation.words, SHORT)}
    request = request_of(quotation)
    if request and request.state == ConsentState.WAITING:
        said["day"] = date_format(request.answer_by, "j F Y")
        return _("“%(words)s” waits for the answer of whoever said it, until %(day)s.") % said
    if request and request.state in NO:
        return _("Whoever said “%(words)s” did not agree to its use. Take it out of the summary.") % said
    if speaker is None:
        if quotation.revision.post.kind == PostKind.SPEECH:
            return ""
        return (
            _("Nobody knows any more who said “%(words)s”, so nobody can agree. Use your own words.") % said
        )
    if speaker.pk not in within_reach:
        return (
            _(
                "Whoever said “%(words)s” cannot be written to. Add an address among the participants of "
                "the conversation, then ask."
            )
            % said
        )
    return _("Whoever said “%(words)s” has not been asked yet.") % said
