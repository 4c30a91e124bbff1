from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.models.case_study import CaseStudy
from casestudies.models.engagement import Engagement
from casestudies.models.programme import Theme
from exchange.search.searchable import Searchable, SearchableQuerySet


class BriefSection(models.TextChoices):
    """The order in which a brief tells what was learned."""

    WHY_IT_MATTERS = "why_it_matters", _("Why it matters")
    WHAT_WORKED = "what_worked", _("What worked")
    WHAT_DID_NOT_WORK = "what_did_not_work", _("What did not work")
    WHERE_WE_DISAGREED = "where_we_disagreed", _("Where we disagreed")
    OPEN_QUESTIONS = "open_questions", _("Open questions")
    WHAT_NEXT = "what_next", _("What next")


class LearningKind(models.TextChoices):
    """What it is called where it is shown. The volume that binds briefs is a model of its own."""

    BRIEF = "brief", _("Brief")


class LearningQuerySet(SearchableQuerySet):
    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-pk")


class RecordedLearning(Searchable):
    """What was learned, published under a lasting URL.

    It holds values, not links into the discussion: prose, credits, and quoted words with the public
    id and URL of each quotation. ``version`` is the newest one's number; each published version stands
    for good, and changes only when words are withdrawn.
    """

    slug = models.SlugField(max_length=120, unique=True)
    kind = models.CharField(max_length=12, choices=LearningKind, default=LearningKind.BRIEF)
    title = models.CharField(_("title"), max_length=120)
    engagement = models.ForeignKey(
        Engagement, models.PROTECT, null=True, blank=True, related_name="recorded_learnings"
    )
    case_study = models.ForeignKey(
        CaseStudy, models.PROTECT, null=True, blank=True, related_name="recorded_learnings"
    )
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="recorded_learnings")
    version = models.CharField(max_length=12, default="1.0")
    language = models.CharField(max_length=10, default="en")
    licence = models.CharField(max_length=40, default="CC BY-NC-SA 4.0")
    credits = models.JSONField(default=list, help_text=_("Who took part, by consent"))
    published_at = models.DateTimeField()
    source_key = models.CharField(max_length=80, unique=True, help_text=_("What it was published from"))
    is_demonstration = models.BooleanField(default=False)

    objects = LearningQuerySet.as_manager()

    class Meta:
        verbose_name_plural = _("recorded learning")

    def __str__(self) -> str:
        return self.title

    def words_to_find(self) -> str:
        return self.title


class LearningVersion(models.Model):
    """A recorded learning as it was published on a day; a correction is a version of its own, with a note."""

    learning = models.ForeignKey(RecordedLearning, models.CASCADE, related_name="versions")
    number = models.CharField(max_length=12)
    title = models.CharField(max_length=120)
    credits = models.JSONField(default=list)
    note = models.CharField(_("what this version corrects"), max_length=300, blank=True)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learning", "number"], name="one_learning_version_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"


class LearningItem(models.Model):
    """A paragraph of a version of a recorded learning: the facilitator's prose, and the words it rests on."""

    version = models.ForeignKey(LearningVersion, models.CASCADE, related_name="items")
    learning = models.ForeignKey(RecordedLearning, models.CASCADE, related_name="items")
    section = models.CharField(max_length=24, choices=BriefSection)
    position = models.PositiveSmallIntegerField()
    prose = models.TextField(blank=True)
    html = models.TextField(blank=True)
    is_own_view = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="one_item_per_position"),
        ]

    def __str__(self) -> str:
        return f"{self.get_section_display()} {self.position}"


class PublishedQuotation(models.Model):
    """Somebody's exact words, as published. Empty once they were withdrawn.

    While ``withheld_at`` is set (its source is hidden), nothing shows the words: ask ``shown_words``.
    """

    item = models.ForeignKey(LearningItem, models.CASCADE, related_name="quotations")
    position = models.PositiveSmallIntegerField()
    quotation_id = models.CharField(max_length=22, db_index=True)
    words = models.TextField(blank=True)
    attribution = models.CharField(max_length=300, blank=True)
    url = models.CharField(max_length=200)
    is_corrected = models.BooleanField(default=False)  # by who said it
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withheld_at = models.DateTimeField(null=True, blank=True)
    source_changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True) | models.Q(words="", attribution=""),
                name="withdrawn_words_are_gone",
            ),
        ]

    def __str__(self) -> str:
        return self.shown_words or str(_("Words withdrawn"))

    @property
    def is_shown(self) -> bool:
        return self.withdrawn_at is None and self.withheld_at is None

    @property
    def shown_words(self) -> str:
        return self.words if self.is_shown else ""

    @property
    def shown_attribution(self) -> str:
        return self.attribution if self.is_shown else ""
