from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from exchange.ids import join_code
from forums.models.subject import SUBJECT_FIELDS, AboutOneSubject, exactly_one_subject


class SessionState(models.TextChoices):
    SCHEDULED = "scheduled", _("Not open yet")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


SESSION_MOVES: dict[str, frozenset[str]] = {
    SessionState.SCHEDULED: frozenset({SessionState.OPEN}),
    SessionState.OPEN: frozenset({SessionState.CLOSED}),
    SessionState.CLOSED: frozenset({SessionState.OPEN}),
}


class LiveSessionQuerySet(models.QuerySet[Any]):
    def with_subject(self) -> Self:
        return self.select_related(*SUBJECT_FIELDS)

    def latest_first(self) -> Self:
        return self.order_by("-starts_at", "-pk")


class LiveSession(AboutOneSubject):
    """A live session Q&A on an engagement, a case study or a conversation.

    ``last_seq`` is the head of its log (see LiveEvent); whoever writes holds this row's lock.
    """

    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(_("title"), max_length=120)
    code = models.CharField(max_length=6, unique=True, default=join_code, editable=False)
    state = models.CharField(max_length=12, choices=SessionState, default=SessionState.SCHEDULED)
    is_moderated = models.BooleanField(_("questions wait for a facilitator"), default=True)
    allows_guests = models.BooleanField(_("guests may take part"), default=True)
    allows_anonymous = models.BooleanField(_("people may be anonymous to the room"), default=True)
    starts_at = models.DateTimeField(_("starts at"))
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_seq = models.PositiveBigIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="live_sessions_created"
    )
    is_demonstration = models.BooleanField(default=False)

    objects = LiveSessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=exactly_one_subject(), name="live_session_has_one_subject"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state == SessionState.OPEN

    @property
    def is_closed(self) -> bool:
        return self.state == SessionState.CLOSED


class EventKind(models.TextChoices):
    SESSION_OPENED = "session_opened"
    SESSION_CLOSED = "session_closed"
    SESSION_REOPENED = "session_reopened"
    QUESTION_ASKED = "question_asked"
    QUESTION_LET_THROUGH = "question_let_through"
    QUESTION_HIDDEN = "question_hidden"
    QUESTION_WITHDRAWN = "question_withdrawn"
    ANSWERING_STARTED = "answering_started"
    ANSWERING_STOPPED = "answering_stopped"
    QUESTION_ANSWERED = "question_answered"
    ANSWER_TAKEN_BACK = "answer_taken_back"
    VOTES_CHANGED = "votes_changed"
    ASKER_CHANGED = "asker_changed"


class LiveEvent(models.Model):
    """One step of a session's log: gapless, in commit order. Holds ids, never words."""

    session = models.ForeignKey(LiveSession, models.CASCADE, related_name="events")
    seq = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=24, choices=EventKind)
    question_ids = models.JSONField(default=list)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="live_events"
    )
    happened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "seq"], name="one_event_per_seq"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind}"
