from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.models import Engagement, Theme
from exchange.search.searchable import Searchable, SearchableQuerySet
from forums.models.terms import Terms, stricter_of

CONSENT_DAYS = 14


class HowHeld(models.TextChoices):
    LIVE = "live", _("Live, on this platform")
    ELSEWHERE = "elsewhere", _("Elsewhere, and brought here")
    WRITTEN = "written", _("In writing, over days")
    MIXED = "mixed", _("A mix of these")


class ConversationState(models.TextChoices):
    PREPARING = "preparing", _("Being prepared")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


CONVERSATION_MOVES: dict[str, frozenset[str]] = {
    ConversationState.PREPARING: frozenset({ConversationState.OPEN}),
    ConversationState.OPEN: frozenset({ConversationState.CLOSED}),
    ConversationState.CLOSED: frozenset({ConversationState.OPEN}),
}


class Silence(models.TextChoices):
    """What it means that somebody did not answer whether their words may be quoted."""

    DECLINES = "declines", _("No answer means no: the words are not used")
    AGREES = "agrees", _("No answer means yes: the words are used as these terms say")


def looks_after_conversations(user: Any) -> bool:
    return bool(getattr(user, "can_facilitate", False) or getattr(user, "can_edit", False))


class ConversationQuerySet(SearchableQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those that have begun; those in preparation for facilitators, and whoever takes part in them."""
        return self._open_to(user, ~models.Q(state=ConversationState.PREPARING))

    def with_words_read_by(self, user: Any) -> Self:
        """Those whose record somebody may read."""
        opened = models.Q(words_opened_at__isnull=False) & ~models.Q(state=ConversationState.PREPARING)
        return self._open_to(user, opened)

    def _open_to(self, user: Any, condition: models.Q) -> Self:
        if looks_after_conversations(user):
            return self
        if getattr(user, "pk", None):
            own = self.model.objects.filter(participants__user=user.pk, participants__left_at__isnull=True)
            return self.filter(condition | models.Q(pk__in=own.values("pk")))
        return self.filter(condition)

    def newest_first(self) -> Self:
        return self.order_by("-pk")


class Conversation(Searchable):
    """A facilitated, documented conversation of the Collective Thinking theme.

    Its words stand in the posts of its record, so that all that is quoted is a post's. They are read
    by who takes part and by facilitators until ``words_opened_at``; from then on by everybody.
    """

    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(_("title"), max_length=120)
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="conversations")
    engagement = models.ForeignKey(
        Engagement, models.PROTECT, null=True, blank=True, related_name="conversations"
    )
    purpose = models.TextField(_("purpose"))
    hosts = models.CharField(_("hosts"), max_length=300, blank=True)
    guiding_questions = models.JSONField(default=list)
    state = models.CharField(max_length=12, choices=ConversationState, default=ConversationState.OPEN)
    held = models.CharField(_("how it is held"), max_length=12, choices=HowHeld, default=HowHeld.WRITTEN)
    terms = models.CharField(
        _("terms under which words may be used"), max_length=16, choices=Terms, default=Terms.ATTRIBUTED
    )
    allows_own_terms = models.BooleanField(_("each contribution may choose stricter terms"), default=True)
    silence = models.CharField(
        _("when somebody does not answer"), max_length=12, choices=Silence, default=Silence.DECLINES
    )
    consent_days = models.PositiveSmallIntegerField(_("days to answer"), default=CONSENT_DAYS)
    format = models.ForeignKey(
        "forums.ConversationFormat", models.SET_NULL, null=True, blank=True, related_name="conversations"
    )
    harvest_form = models.JSONField(default=list)
    """What is noted of each round: ``{"key", "label", "help"}``, taken over from the format."""

    starts_at = models.DateTimeField(_("starts at"), null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    words_opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    voting_closes_at = models.DateTimeField(_("votes on statements until"), null=True, blank=True)
    voting_opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    voting_closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_voting_public = models.BooleanField(
        _("members of networks, and guests, vote on statements too"), default=False
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="conversations_created"
    )
    change_seq = models.PositiveBigIntegerField(default=0, editable=False)
    """Moves with whatever people on its open page should see."""

    is_demonstration = models.BooleanField(default=False)

    objects = ConversationQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title

    def words_to_find(self) -> str:
        return f"{self.title}\n{self.purpose}"

    @property
    def is_open(self) -> bool:
        return self.state == ConversationState.OPEN

    @property
    def is_closed(self) -> bool:
        return self.state == ConversationState.CLOSED

    @property
    def is_over_days(self) -> bool:
        """Whether people write when it suits them: no clock runs then."""
        return self.held == HowHeld.WRITTEN

    @property
    def is_chatham_house(self) -> bool:
        return self.terms == Terms.CHATHAM_HOUSE

    @property
    def is_preparing(self) -> bool:
        return self.state == ConversationState.PREPARING

    @property
    def has_open_words(self) -> bool:
        return self.words_opened_at is not None and not self.is_preparing

    @property
    def has_closed_votes(self) -> bool:
        return self.voting_opened_at is not None and self.voting_closed_at is not None

    def takes_votes(self, now: datetime) -> bool:
        """Whether its statements can be voted on: a time that is over counts before the job has come by."""
        if self.voting_opened_at is None or self.voting_closed_at is not None:
            return False
        return self.voting_closes_at is None or now < self.voting_closes_at

    def terms_of(self, chosen: str) -> Terms:
        """The terms that a contribution is under: what was chosen for it, never looser than ours."""
        return stricter_of(self.terms, chosen) if chosen and self.allows_own_terms else Terms(self.terms)
