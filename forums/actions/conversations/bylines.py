"""How words of a conversation are signed: as their terms say, and no more."""

from django.utils.translation import gettext as _

from exchange.people import places
from forums.models import ConversationParticipant, Terms


def byline_of(participant: ConversationParticipant, terms: str) -> str:
    """The line under somebody's words. Under Chatham House it is the same for everybody."""
    match terms:
        case Terms.ATTRIBUTED:
            return ", ".join(filter(None, (participant.name, participant.affiliation)))
        case Terms.ROLE:
            return role_and_place(participant)
    return str(_("A participant"))


def role_and_place(participant: ConversationParticipant) -> str:
    """Who does not say what they do is known by their kind."""
    code = participant.municipality_code
    place = places.label(code) if code else ""
    return ", ".join(filter(None, (participant.role or str(participant.get_kind_display()), place)))


def example_bylines() -> dict[str, str]:
    """How a byline looks under each of the terms, for a form."""
    return {
        Terms.ATTRIBUTED: str(_("Nomsa Zulu, Women's Walking Network")),
        Terms.ROLE: str(_("Ward councillor, Mzansi Bay")),
        Terms.CHATHAM_HOUSE: str(_("A participant")),
    }
