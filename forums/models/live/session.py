from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from exchange.ids import join_code
from forums.models.subject import SUBJECT_FIELDS, AboutOneSubject, exactly_one_subject
from forums.models.terms import Terms


class SessionState(models.TextChoices):
    SCHEDULED = "scheduled", _("Not open yet")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


SESSION_MOVES: dict[str, frozenset[str]] = {
    SessionState.SCHEDULED: frozenset({SessionState.OPEN}),
    SessionState.OPEN: frozenset({SessionState.CLOSED}),
    SessionState.CLOSED: frozenset({SessionState.OPEN}),
}


class Anonymity(models.TextChoices):
    """Who knows who somebody is that is anonymous to the room."""

    NOBODY = "nobody", _("Nobody")
    FACILITATOR = "facilitator", _("The facilitators, to whom they answer")


class ScreenView(models.TextChoices):
    """What the projector shows while a session is open."""

    QUESTION = "question", _("Question")
    POLL = "poll", _("Poll")
    AGENDA = "agenda", _("Agenda")
    CODE = "code", _("Code only")
    BLANK = "blank", _("Blank")


class LiveSessionQuerySet(models.QuerySet[Any]):
    def with_subject(self) -> Self:
        return self.select_related(*SUBJECT_FIELDS)

    def listed(self) -> Self:
        """All but rehearsals, which are reached by their link or code alone, and those without a room."""
        return self.filter(is_rehearsal=False, has_room=True)

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
    takes_early_questions = models.BooleanField(_("questions may be sent before it opens"), default=True)
    anonymity = models.CharField(
        _("who knows an anonymous person"),
        max_length=12,
        choices=Anonymity,
        default=Anonymity.NOBODY,
    )
    votes_by_members_only = models.BooleanField(_("only members' votes count"), default=False)
    is_rehearsal = models.BooleanField(_("rehearsal"), default=False)
    has_room = models.BooleanField(default=True)
    """Without one it holds what was said in a conversation elsewhere, and has no page of its own."""

    meeting_url = models.URLField(_("link of the meeting service"), max_length=500, blank=True)
    recording_url = models.URLField(_("recording"), max_length=500, blank=True)
    recording_starts_at = models.DateTimeField(_("the recording begins at"), null=True, blank=True)
    recording_correction = models.IntegerField(default=0)  # seconds that it began later than told
    captions_nonce = models.CharField(max_length=16, blank=True, editable=False)
    """In the token of a captioning service; without one no token is good."""

    screen_shows = models.CharField(max_length=12, choices=ScreenView, default=ScreenView.QUESTION)
    screen_has_captions = models.BooleanField(default=False)
    screen_nonce = models.CharField(max_length=16, blank=True, editable=False)
    """In the signed link of the screen; another one, and the link from before shows nothing."""

    is_asking_paused = models.BooleanField(default=False)
    is_voting_paused = models.BooleanField(default=False)
    slow_seconds = models.PositiveSmallIntegerField(default=0)  # between two questions of one person
    led_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

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
    def terms(self) -> Terms:
        """Under which terms what is said in it may be used: those of its conversation."""
        return Terms(self.conversation.terms) if self.conversation else Terms.ATTRIBUTED

    @property
    def is_chatham_house(self) -> bool:
        """Nobody has a name in it, and only who takes part in its conversation comes in."""
        return self.terms == Terms.CHATHAM_HOUSE

    @property
    def is_open(self) -> bool:
        return self.state == SessionState.OPEN

    @property
    def is_closed(self) -> bool:
        return self.state == SessionState.CLOSED


class LivePart(models.TextChoices):
    """The things a session holds that its frames tell of; each is a field of the frame."""

    QUESTIONS = "questions"
    POLLS = "polls"
    AGENDA = "agenda"
    HANDS = "hands"
    MINUTES = "minutes"
    CAPTIONS = "captions"
    BACKSTAGE = "backstage"
    PRESENTERS = "presenters"
    SPEAKERS = "speakers"
    IMPORTS = "imports"
    BURSTS = "bursts"
    PEOPLE = "people"
    DESK = "desk"


class EventKind(models.TextChoices):
    SESSION_OPENED = "session_opened"
    SESSION_CLOSED = "session_closed"
    SESSION_REOPENED = "session_reopened"
    SESSION_CHANGED = "session_changed"
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
    QUESTION_EDITED = "question_edited"
    QUESTION_CHANGED = "question_changed"  # pinned, starred, for a presenter, with more context
    QUESTIONS_MERGED = "questions_merged"
    POLL_CHANGED = "poll_changed"
    POLL_ANSWERED = "poll_answered"
    AGENDA_CHANGED = "agenda_changed"
    HANDS_CHANGED = "hands_changed"
    MINUTES_CHANGED = "minutes_changed"
    CAPTIONS_CHANGED = "captions_changed"
    MEETING_IMPORTED = "meeting_imported"  # or its clock corrected, or taken out again
    BACKSTAGE_SAID = "backstage_said"
    PEOPLE_CHANGED = "people_changed"  # somebody was blocked, a burst was let count
    UNDONE = "undone"


class LiveEvent(models.Model):
    """One step of a session's log: gapless, in commit order. Holds ids, never words.

    ``touched`` names the rows that changed, by part. ``undo`` says how fields were before, as
    ``{part: {pk: {field: [before, after]}}}``, where the step can be undone (``actions.live.undo``).
    """

    session = models.ForeignKey(LiveSession, models.CASCADE, related_name="events")
    seq = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=24, choices=EventKind)
    touched = models.JSONField(default=dict)
    undo = models.JSONField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
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

    @property
    def question_ids(self) -> list[int]:
        return list(self.touched.get(LivePart.QUESTIONS, []))
