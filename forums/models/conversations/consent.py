from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from forums.models.conversations.participant import ConversationParticipant
from forums.models.quotation import Quotation
from forums.models.summary import Summary
from forums.models.terms import Terms


class ConsentState(models.TextChoices):
    WAITING = "waiting", _("Waiting for an answer")
    AGREED = "agreed", _("Agreed")
    DECLINED = "declined", _("Declined")
    AGREED_BY_SILENCE = "agreed_by_silence", _("No answer in time: used as the terms say")
    DECLINED_BY_SILENCE = "declined_by_silence", _("No answer in time: not used")
    WITHDRAWN = "withdrawn", _("Withdrawn later")


MAY_TRAVEL = frozenset({ConsentState.AGREED, ConsentState.AGREED_BY_SILENCE})
SAID_NO = frozenset({ConsentState.DECLINED, ConsentState.WITHDRAWN})
"""Somebody said so themselves; it holds for whoever wants the words later, too."""


class ConsentRequest(models.Model):
    """Whether somebody's words may be used as a summary wants to: asked before they travel, for each summary
    that wants them, unless the answer was that others may use them as well (``covers_every_use``).

    The link works without an account; ``token_hash`` is a keyed hash of what stands in it, so that the
    database opens no link. ``participant`` is emptied once the answer stands and the terms hide who spoke.
    """

    quotation = models.ForeignKey(Quotation, models.CASCADE, related_name="consent_requests")
    summary = models.ForeignKey(
        Summary, models.SET_NULL, null=True, blank=True, related_name="consent_requests"
    )
    covers_every_use = models.BooleanField(_("other summaries may use them as well"), default=False)
    participant = models.ForeignKey(
        ConversationParticipant, models.SET_NULL, null=True, blank=True, related_name="consent_requests"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="consent_requests"
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    state = models.CharField(max_length=24, choices=ConsentState, default=ConsentState.WAITING)
    terms = models.CharField(_("attribution"), max_length=16, choices=Terms)
    by_silence = models.CharField(max_length=12)  # a Silence, as it was when asked
    note = models.CharField(_("note to the facilitator"), max_length=300, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    corrected_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["quotation", "summary"], name="asked_once_for_each_use"),
        ]

    def __str__(self) -> str:
        return self.get_state_display()

    @property
    def may_travel(self) -> bool:
        return self.state in MAY_TRAVEL
