from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.models.case_study import CaseStudy
from casestudies.models.engagement import Engagement
from casestudies.models.learning import RecordedLearning
from exchange.search.searchable import Searchable, SearchableQuerySet


class LessonKind(models.TextChoices):
    WORKED = "worked", _("Worked")
    DID_NOT_WORK = "did_not_work", _("Did not work")
    MIXED = "mixed", _("Mixed")
    CAUTION = "caution", _("Caution")
    OPEN_QUESTION = "open_question", _("Open question")
    PRECONDITION = "precondition", _("Precondition")


class LessonConfidence(models.TextChoices):
    ONE_VOICE = "one_voice", _("One voice")
    SEVERAL_VOICES = "several_voices", _("Several voices in one engagement")
    SEVERAL_ENGAGEMENTS = "several_engagements", _("Several engagements")
    EVALUATED = "evaluated", _("Independently evaluated")


class Lesson(Searchable):
    """One thing learned, worked or failed, that leads back to the words it came from."""

    statement = models.CharField(_("statement"), max_length=240)
    kind = models.CharField(_("kind"), max_length=16, choices=LessonKind)
    conditions = models.TextField(_("conditions under which it held"), blank=True)
    confidence = models.CharField(
        _("confidence"), max_length=20, choices=LessonConfidence, default=LessonConfidence.ONE_VOICE
    )
    learning = models.ForeignKey(
        RecordedLearning, models.CASCADE, null=True, blank=True, related_name="lessons"
    )
    engagement = models.ForeignKey(Engagement, models.PROTECT, null=True, blank=True, related_name="lessons")
    case_study = models.ForeignKey(CaseStudy, models.PROTECT, null=True, blank=True, related_name="lessons")
    quotation_ids = models.JSONField(default=list, help_text=_("Public ids of the words it is derived from"))
    is_demonstration = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SearchableQuerySet.as_manager()

    def __str__(self) -> str:
        return self.statement

    def words_to_find(self) -> str:
        return f"{self.statement}\n{self.conditions}"
