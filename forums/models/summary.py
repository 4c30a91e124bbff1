from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.models import BriefSection, LessonKind, RecordedLearning
from forums.models.live.session import LiveSession
from forums.models.quotation import Quotation
from forums.models.subject import AboutOneSubject, exactly_one_subject
from forums.models.thread import Thread


class SummaryState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Waiting for an editor")
    PUBLISHED = "published", _("Published")


SUMMARY_MOVES: dict[str, frozenset[str]] = {
    SummaryState.DRAFT: frozenset({SummaryState.SUBMITTED}),
    SummaryState.SUBMITTED: frozenset({SummaryState.DRAFT, SummaryState.PUBLISHED}),
    SummaryState.PUBLISHED: frozenset(),
}


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


class SummaryItem(models.Model):
    """A paragraph of a summary: prose, and the quotations it rests on.

    ``revision`` counts saves, so that a stale form is noticed instead of overwriting a colleague.
    """

    summary = models.ForeignKey(Summary, models.CASCADE, related_name="items")
    section = models.CharField(_("section"), max_length=24, choices=BriefSection)
    position = models.PositiveSmallIntegerField()
    prose = models.TextField(_("prose"), blank=True)
    lesson_statement = models.CharField(_("lesson"), max_length=240, blank=True)
    lesson_kind = models.CharField(_("kind of lesson"), max_length=16, choices=LessonKind, blank=True)
    lesson_conditions = models.TextField(_("conditions under which it held"), blank=True)
    quotations = models.ManyToManyField(Quotation, through="Citation", related_name="items")
    revision = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.get_section_display()} {self.position}"

    @property
    def anchor(self) -> str:
        return f"item-{self.pk}"

    @property
    def word_count(self) -> int:
        """Words of the prose and of the (prefetched) quotations; a brief has 1,500 at most."""
        quoted = (citation.quotation.words for citation in self.citations.all())
        return sum(len(text.split()) for text in (self.prose, *quoted))


class Citation(models.Model):
    """The use of a quotation in an item."""

    item = models.ForeignKey(SummaryItem, models.CASCADE, related_name="citations")
    quotation = models.ForeignKey(Quotation, models.PROTECT, related_name="citations")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "quotation"], name="one_citation_per_item"),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.quotation}"
