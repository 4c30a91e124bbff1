from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.content import Attribution, Direction, LessonConfidence, LessonKind
from casestudies.models.case_study import PUBLIC_STATUSES, CaseStudy
from casestudies.models.engagement import Engagement
from casestudies.models.learning import RecordedLearning
from casestudies.models.municipality import Municipality
from casestudies.models.programme import Theme
from casestudies.models.term import Term
from exchange.search.searchable import Searchable, SearchableQuerySet


class LessonQuerySet(SearchableQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Lessons that stand, unless they belong to a case study that is not public."""
        return self.filter(
            models.Q(case_study__isnull=True)
            | models.Q(case_study__status__in=PUBLIC_STATUSES)
            | models.Q(learning__isnull=False),
            retired_at__isnull=True,
        )

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")


class Lesson(Searchable):
    """One thing learned, worked or failed, that leads back to the words it came from.

    It comes from a recorded learning (then ``quotation_ids`` name the frozen words) or from a row of a
    case study's version (then ``uid`` is that row's). Theme and province are kept beside it for browsing.
    A later version without the row retires the lesson; its page stays and says so.
    """

    statement = models.CharField(_("statement"), max_length=240)
    kind = models.CharField(_("kind"), max_length=16, choices=LessonKind, db_index=True)
    conditions = models.TextField(_("conditions under which it held"), blank=True)
    confidence = models.CharField(
        _("confidence"), max_length=20, choices=LessonConfidence, default=LessonConfidence.ONE_VOICE
    )
    attribution = models.CharField(max_length=24, choices=Attribution, default=Attribution.WITHHELD)
    attributed_to = models.CharField(_("whose experience"), max_length=160, blank=True)
    audiences = models.ManyToManyField(Term, blank=True, related_name="lessons")
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="lessons")
    province = models.CharField(max_length=40, blank=True, db_index=True)
    learning = models.ForeignKey(
        RecordedLearning, models.CASCADE, null=True, blank=True, related_name="lessons"
    )
    engagement = models.ForeignKey(Engagement, models.PROTECT, null=True, blank=True, related_name="lessons")
    case_study = models.ForeignKey(CaseStudy, models.PROTECT, null=True, blank=True, related_name="lessons")
    uid = models.CharField(max_length=16, blank=True, editable=False)
    quotation_ids = models.JSONField(default=list, help_text=_("Public ids of the words it is derived from"))
    is_demonstration = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = LessonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case_study", "uid"],
                condition=~models.Q(uid=""),
                name="one_lesson_per_row_of_a_case_study",
            ),
        ]

    def __str__(self) -> str:
        return self.statement

    def words_to_find(self) -> str:
        return f"{self.statement}\n{self.conditions}"


class TrialDirection(models.TextChoices):
    """What became of it elsewhere: the three that the small picture shows."""

    WORKED = "worked", _("It worked")
    MIXED = "mixed", _("Partly, or too early to say")
    DID_NOT_WORK = "did_not_work", _("It did not work")


class Trial(models.Model):
    """A "we tried this": another municipality's report on a lesson."""

    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="trials")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="trials")
    tried_in = models.CharField(_("when"), max_length=7, help_text=_("A year, or a year and month: 2023-05"))
    what_changed = models.TextField(_("what you did, and what changed"), max_length=2000)
    result = models.CharField(_("result"), max_length=12, choices=TrialDirection)
    direction = models.CharField(_("direction"), max_length=12, choices=Direction)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="trials"
    )
    byline = models.CharField(max_length=300, blank=True, help_text=_("As the reporter chose to be named"))
    is_demonstration = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.municipality}, {self.tried_in}"


class TrialWish(models.Model):
    """A "we would like to try this": reaches the team behind a lesson through the platform."""

    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="wishes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="trial_wishes")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    message = models.TextField(_("message"), max_length=2000)
    sent_at = models.DateTimeField()
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.message
