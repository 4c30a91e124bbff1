"""The terms of a conversation hold in a live session on it: what they allow is decided as rows are written.

Under Chatham House nobody has a name from the first word on, whatever they chose and whoever enters it: so
no frame, page, file or letter has one to leave out. Under role terms the room hears names and the record has
none. Who comes in at all is decided by ``forums.access.live.session_to_enter``.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from forums.models import Anonymity, Conversation, LiveSession, Subject, Terms

NAMELESS = {"guest_name": "", "is_anonymous": True, "may_be_named": False, "municipality_code": ""}
"""How somebody stands in a session under Chatham House."""

SETTLED = {"allows_anonymous": True, "anonymity": Anonymity.NOBODY}
"""What is no choice in such a session."""


class NobodyIsNamed(ActionError):
    message = _(
        "This conversation is held under Chatham House: nobody is named, nor who presents or answers. Leave "
        "the name out."
    )
    status = 400


def settings_under_terms(subject: Subject, settings: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of a session on a subject, as its terms let them be."""
    is_chatham_house = isinstance(subject, Conversation) and subject.is_chatham_house
    return {**settings, **SETTLED} if is_chatham_house else dict(settings)


def appearance_under_terms(session: LiveSession, answers: Mapping[str, Any]) -> dict[str, Any]:
    """How somebody appears in a session: what they chose, never more than its terms allow."""
    if session.is_chatham_house:
        return {**answers, **NAMELESS}
    if session.terms != Terms.ATTRIBUTED:
        return {**answers, "may_be_named": False}
    return dict(answers)


def require_no_name(session: LiveSession, name: str) -> None:
    """Raises NobodyIsNamed."""
    if name and session.is_chatham_house:
        raise NobodyIsNamed
