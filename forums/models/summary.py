from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.models import BriefSection, LessonKind, RecordedLearning
from forums.models.insight import Insight
from forums.models.live.session import LiveSession
from forums.models.post import Post
from forums.models.quotation import Quotation
from forums.models.subject import AboutOneSubject, exactly_one_subject
from forums.models.thread import Thread


class SummaryState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("In review")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("Published")


SUMMARY_MOVES: dict[str, frozenset[str]] = {
    SummaryState.DRAFT: frozenset({SummaryState.SUBMITTED}),
    SummaryState.SUBMITTED: frozenset({SummaryState.DRAFT, SummaryState.APPROVED}),
    SummaryState.APPROVED: frozenset({SummaryState.DRAFT, SummaryState.PUBLISHED}),
    SummaryState.PUBLISHED: frozenset({SummaryState.DRAFT}),
}
"""A published one that goes back to draft is being corrected: what was published stands meanwhile."""


class Summary(AboutOneSubject):
    """A facilitator's summary of a discussion, on its way to recorded learning.

    Its sources are the posts of its threads; a closed live session brings its questions and
    answers as such posts.
    """

    title = models.CharField(_("title"), max_length=120)
    state = models.CharField(max_length=12, choices=SummaryState, default=SummaryState.DRAFT)
    live_session = models.OneToOneField(
        LiveSession, models.PROTECT, null=True, blank=True, related_name="summary"
    )
    threads = models.ManyToManyField(Thread, related_name="summaries")
    note = models.CharField(_("note to the facilitator"), max_length=500, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="summaries_opened"
    )
    opened_at = models.DateTimeField()
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="summaries_submitted"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    learning = models.OneToOneField(RecordedLearning, models.PROTECT, null=True, blank=True, related_name="+")
    correction_note = models.CharField(_("what this version corrects"), max_length=300, blank=True)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = _("summaries")
        constraints = [
            models.CheckConstraint(condition=exactly_one_subject(), name="summary_has_one_subject"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        return self.state == SummaryState.DRAFT


class SuggestedBy(models.TextChoices):
    """Where an item came from that no person wrote."""

    DRAFT = "draft", _("Suggested by the first draft")
    ENDPOINT = "endpoint", _("Suggested by a language model")


class SummaryItem(models.Model):
    """A paragraph of a summary: prose, and the quotations it rests on.

    Prose without a quotation claims something on nobody's words: then it is the editor's own view, and
    says so (``is_own_view``). ``revision`` counts saves, so that a stale form is noticed instead of
    overwriting a colleague. A suggested item is marked until a person has taken it over; ``why`` says in
    words what made the suggestion.
    """

    summary = models.ForeignKey(Summary, models.CASCADE, related_name="items")
    section = models.CharField(_("section"), max_length=24, choices=BriefSection)
    position = models.PositiveSmallIntegerField()
    prose = models.TextField(_("prose"), blank=True)
    lesson_statement = models.CharField(_("lesson"), max_length=240, blank=True)
    lesson_kind = models.CharField(_("kind of lesson"), max_length=16, choices=LessonKind, blank=True)
    lesson_conditions = models.TextField(_("conditions under which it held"), blank=True)
    quotations = models.ManyToManyField(Quotation, through="Citation", related_name="items")
    is_own_view = models.BooleanField(_("this is our own view"), default=False)
    insight = models.ForeignKey(Insight, models.SET_NULL, null=True, blank=True, related_name="items")
    suggested_by = models.CharField(max_length=12, choices=SuggestedBy, blank=True)
    why = models.CharField(max_length=300, blank=True)
    taken_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    taken_over_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.get_section_display()} {self.position}"

    @property
    def anchor(self) -> str:
        return f"item-{self.pk}"

    @property
    def is_suggestion(self) -> bool:
        return bool(self.suggested_by) and self.taken_over_at is None

    @property
    def word_count(self) -> int:
        """Words of the prose and of the (prefetched) quotations as printed; a brief has 1,500 at most."""
        quoted = (citation.shortened or citation.quotation.words for citation in self.citations.all())
        return sum(len(text.split()) for text in (self.prose, *quoted))


class Citation(models.Model):
    """The use of a quotation in an item.

    ``shortened`` is the quotation as it is printed, where it was shortened: […] for what was left out,
    [words] for what was put in; everything else is the frozen words, in their order. Empty: word for word.
    """

    item = models.ForeignKey(SummaryItem, models.CASCADE, related_name="citations")
    quotation = models.ForeignKey(Quotation, models.PROTECT, related_name="citations")
    position = models.PositiveSmallIntegerField()
    shortened = models.TextField(_("as printed"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "quotation"], name="one_citation_per_item"),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.quotation}"


class SourceReading(models.Model):
    """Somebody read a source and decided not to use it, with the reason: nobody is dropped unseen."""

    summary = models.ForeignKey(Summary, models.CASCADE, related_name="readings")
    post = models.ForeignKey(Post, models.CASCADE, related_name="+")
    reason = models.CharField(_("why it is not used"), max_length=200)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    read_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["summary", "post"], name="one_reading_per_source"),
        ]

    def __str__(self) -> str:
        return self.reason


class ItemCommentKind(models.TextChoices):
    COMMENT = "comment", _("Comment")
    DISPUTE = "dispute", _("Dispute")


class ItemComment(models.Model):
    """What a reviewer says of an item, or that somebody who is quoted in it disputes it.

    A dispute stands against approval until it is settled, with an answer.
    """

    item = models.ForeignKey(SummaryItem, models.CASCADE, related_name="comments")
    kind = models.CharField(max_length=12, choices=ItemCommentKind, default=ItemCommentKind.COMMENT)
    text = models.CharField(_("comment"), max_length=1000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    quotation = models.ForeignKey(Quotation, models.SET_NULL, null=True, blank=True, related_name="+")
    said_at = models.DateTimeField()
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    settlement = models.CharField(_("how it was settled"), max_length=500, blank=True)

    def __str__(self) -> str:
        return self.text


class SummaryVersion(models.Model):
    """A summary as it was approved: frozen, with a digest of all that it says.

    ``content`` holds values as the library is given them, quotations by their public ids without words:
    these stand in the quotations alone, so that withdrawn words are nowhere else.
    """

    summary = models.ForeignKey(Summary, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    note = models.CharField(max_length=300, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["summary", "number"], name="one_summary_version_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.summary} {self.number}"


class SummaryPresence(models.Model):
    """Who is at a summary's workbench, and at which item, as of a moment ago."""

    summary = models.ForeignKey(Summary, models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    item = models.ForeignKey(SummaryItem, models.CASCADE, null=True, blank=True, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["summary", "user"], name="one_presence_per_summary_and_person"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.summary_id}"
