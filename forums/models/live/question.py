from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.models import CaseStudy
from exchange.ids import public_id
from forums.models.live.agenda import Presenter
from forums.models.live.meeting_import import MeetingImport
from forums.models.live.participant import Participant
from forums.models.live.session import Anonymity, LiveSession
from forums.models.post import Post

QUESTION_LENGTH = 500
ANSWER_LENGTH = 4000


class QuestionState(models.TextChoices):
    WAITING = "waiting", _("Waiting for the facilitator")
    PUBLISHED = "published", _("In the room")
    ANSWERING = "answering", _("Answering now")
    ANSWERED = "answered", _("Answered")
    HIDDEN = "hidden", _("Hidden")
    MERGED = "merged", _("Merged into another question")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class HeardIn(models.TextChoices):
    """Where a question was asked."""

    PLATFORM = "platform", _("Here")
    ALOUD = "aloud", _("Aloud in the meeting")
    CHAT = "chat", _("In the meeting's chat")
    IMPORTED = "imported", _("In a meeting held elsewhere")


IN_THE_ROOM = (QuestionState.PUBLISHED, QuestionState.ANSWERING, QuestionState.ANSWERED)

QUESTION_MOVES: dict[str, frozenset[str]] = {
    QuestionState.WAITING: frozenset(
        {QuestionState.PUBLISHED, QuestionState.HIDDEN, QuestionState.MERGED, QuestionState.WITHDRAWN}
    ),
    QuestionState.PUBLISHED: frozenset(
        {
            QuestionState.WAITING,
            QuestionState.ANSWERING,
            QuestionState.ANSWERED,
            QuestionState.HIDDEN,
            QuestionState.MERGED,
            QuestionState.WITHDRAWN,
        }
    ),
    QuestionState.ANSWERING: frozenset(
        {QuestionState.PUBLISHED, QuestionState.ANSWERED, QuestionState.HIDDEN, QuestionState.WITHDRAWN}
    ),
    QuestionState.ANSWERED: frozenset(
        {QuestionState.PUBLISHED, QuestionState.ANSWERING, QuestionState.HIDDEN, QuestionState.WITHDRAWN}
    ),
    QuestionState.HIDDEN: frozenset({QuestionState.PUBLISHED, QuestionState.WITHDRAWN}),
    QuestionState.MERGED: frozenset(
        {QuestionState.WAITING, QuestionState.PUBLISHED, QuestionState.WITHDRAWN}
    ),
    QuestionState.WITHDRAWN: frozenset(),
}


UNSEEN = (QuestionState.WAITING, QuestionState.HIDDEN, QuestionState.MERGED)
"""Out of the room, and its asker sees where it is."""


class QuestionQuerySet(models.QuerySet[Any]):
    def in_the_room(self) -> Self:
        return self.filter(state__in=IN_THE_ROOM)

    def by_votes(self) -> Self:
        return self.order_by("-vote_count", "asked_at", "pk")

    def by_votes_in(self, session: LiveSession) -> Self:
        """By votes; among equals the first asked, or under Chatham House by lot."""
        return self.order_by("-vote_count", "public_id") if session.is_chatham_house else self.by_votes()

    def in_order_asked(self) -> Self:
        return self.order_by("asked_at", "pk")

    def with_people(self) -> Self:
        """With whom and what a page or a frame says beside each question."""
        edits = QuestionEdit.objects.filter(question=models.OuterRef("pk"))
        unagreed = edits.filter(agreed_at=None, undone_at=None).order_by("edited_at", "pk")
        people = self.select_related("session", "asker__user", "case_study", "presenter", "merged_into")
        return people.annotate(
            has_edits=models.Exists(edits),
            is_edited=models.Exists(edits.filter(undone_at=None)),
            words_before=models.Subquery(unagreed.values("text_before")[:1]),
        )

    def with_merged(self) -> Self:
        """With the questions that were merged into each, as the desk shows them."""
        merged = Question.objects.filter(state=QuestionState.MERGED).in_order_asked()
        return self.prefetch_related(models.Prefetch("merged_questions", merged))


class Question(models.Model):
    """A question asked in a live session, and its answer."""

    public_id = models.CharField(max_length=11, unique=True, default=public_id, editable=False)
    session = models.ForeignKey(LiveSession, models.CASCADE, related_name="questions")
    asker = models.ForeignKey(Participant, models.PROTECT, related_name="questions")
    is_anonymous = models.BooleanField(default=False)
    case_study = models.ForeignKey(CaseStudy, models.PROTECT, null=True, blank=True, related_name="questions")
    text = models.CharField(_("question"), max_length=QUESTION_LENGTH, blank=True)
    state = models.CharField(max_length=12, choices=QuestionState)
    hidden_reason = models.CharField(_("reason"), max_length=200, blank=True)
    vote_count = models.PositiveIntegerField(default=0)
    answer = models.TextField(_("answer"), max_length=ANSWER_LENGTH, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="answers_noted"
    )
    asked_at = models.DateTimeField()
    let_through_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    post = models.OneToOneField(Post, models.SET_NULL, null=True, blank=True, related_name="question")
    answer_post = models.OneToOneField(
        Post, models.SET_NULL, null=True, blank=True, related_name="answered_question"
    )

    presenter = models.ForeignKey(Presenter, models.SET_NULL, null=True, blank=True, related_name="questions")
    asked_before = models.PositiveSmallIntegerField(default=0)  # by its asker under their name, by then
    context = models.CharField(_("context"), max_length=QUESTION_LENGTH, blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True)
    pinned_at = models.DateTimeField(null=True, blank=True)
    starred_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="merged_questions"
    )
    heard_in = models.CharField(max_length=12, choices=HeardIn, default=HeardIn.PLATFORM)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    meeting_import = models.ForeignKey(
        MeetingImport, models.SET_NULL, null=True, blank=True, related_name="questions"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="questions_owned"
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    asker_told_at = models.DateTimeField(null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    is_edited = has_edits = False  # ``with_people`` looks
    also_asked: int  # how many others, where ``queries.live_outcome`` counts
    words_before: str | None = None  # its asker's, where a facilitator edited and they have not agreed
    kept_answer: str  # what the desk shows in the answer's box
    similar: "list[Question]"  # what the desk shows beside it while it waits

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session"],
                condition=models.Q(state=QuestionState.ANSWERING),
                name="one_question_answered_at_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=QuestionState.WITHDRAWN) | models.Q(text="", answer=""),
                name="a_withdrawn_question_has_no_words",
            ),
        ]
        indexes = [models.Index(fields=["session", "state"], name="questions_by_state")]

    def __str__(self) -> str:
        return self.text or str(self.get_state_display())

    @property
    def is_in_the_room(self) -> bool:
        return self.state in IN_THE_ROOM

    @property
    def room_name(self) -> str:
        """The asker's name as the room sees it; empty if anonymous."""
        return "" if self.is_anonymous else self.asker.room_name

    @property
    def answers_to_facilitators(self) -> bool:
        """Anonymous to the room, and the session said at joining that facilitators know who it is."""
        return not self.room_name and self.session.anonymity == Anonymity.FACILITATOR

    @property
    def record_name(self) -> str:
        return "" if self.is_anonymous else self.asker.record_name

    @property
    def record_byline(self) -> str:
        """How the question is signed once it is a post."""
        return self.record_name or str(_("Asked anonymously"))

    @property
    def is_unagreed(self) -> bool:
        """A facilitator edited it, and its asker has not said yet which words are to stand."""
        return self.words_before is not None

    @property
    def state_beside_answering(self) -> str:
        """Where a question belongs that is in the room and not being answered now."""
        return QuestionState.ANSWERED if self.answered_at else QuestionState.PUBLISHED


class QuestionEdit(models.Model):
    """The words of a question before somebody edited them.

    Where a facilitator edited, ``agreed_at`` says when its asker agreed; until then the edit shows a mark.
    ``undone_at``: the words before stand again, because the facilitator or the asker put them back.
    """

    question = models.ForeignKey(Question, models.CASCADE, related_name="edits")
    text_before = models.CharField(max_length=QUESTION_LENGTH)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    edited_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.text_before


class AnswerEdit(models.Model):
    """The words of an answer before a facilitator put others in their place."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="answer_edits")
    text_before = models.TextField(max_length=ANSWER_LENGTH)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    edited_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.text_before


class AnsweringSpan(models.Model):
    """From when to when a question was being answered: it leads to the second of the recording."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="answering_spans")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["started_at", "pk"]

    def __str__(self) -> str:
        return f"{self.started_at:%H:%M:%S}"


class Vote(models.Model):
    """One participant's "I would like to hear this too"."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="votes")
    voter = models.ForeignKey(Participant, models.CASCADE, related_name="votes")
    cast_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "voter"], name="one_vote_per_person"),
        ]

    def __str__(self) -> str:
        return f"{self.voter_id} for {self.question_id}"


class SentWrite(models.Model):
    """A write that a participant's device sent under an id of its own making.

    Devices send again after a cut; the row makes a second arrival return what the first one did.
    """

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="sent_writes")
    client_id = models.UUIDField()
    question = models.ForeignKey(Question, models.CASCADE, related_name="sent_writes")
    arrived_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participant", "client_id"], name="a_write_counts_once"),
        ]

    def __str__(self) -> str:
        return str(self.client_id)
