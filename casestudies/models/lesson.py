from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.content import Attribution, LessonConfidence, LessonKind
from casestudies.models.case_study import PUBLIC_STATUSES, CaseStudy
from casestudies.models.engagement import Engagement
from casestudies.models.learning import RecordedLearning
from casestudies.models.programme import Theme
from casestudies.models.term import Term
from exchange.search.searchable import Searchable, SearchableQuerySet

STANDS = models.Q(retired_at__isnull=True)
KEPT_BESIDE = ("audience_keys", "case_study", "learning")  # so that counting reads the index alone


class LessonQuerySet(SearchableQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Lessons that stand, unless they belong to a case study that is not public.

        Those that are not public are few, and their lessons fewer: leaving them out costs no join.
        """
        hidden = CaseStudy.objects.exclude(status__in=PUBLIC_STATUSES)
        return self.filter(STANDS).exclude(case_study__in=hidden.values("pk"), learning__isnull=True)

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")


class Lesson(Searchable):
    """One thing learned, worked or failed, that leads back to the words it came from.

    It comes from a recorded learning (then ``quotation_ids`` name the frozen words) or from a row of a
    case study's version (then ``uid`` is that row's). Theme, province and the audiences' keys, as in
    ``|ngos|police|``, are kept beside it for browsing. A later version without the row retires the
    lesson; its page stays and says so.
    """

    statement = models.CharField(_("statement"), max_length=240)
    kind = models.CharField(_("kind"), max_length=16, choices=LessonKind)
    conditions = models.TextField(_("conditions under which it held"), blank=True)
    confidence = models.CharField(
        _("confidence"), max_length=20, choices=LessonConfidence, default=LessonConfidence.ONE_VOICE
    )
    attribution = models.CharField(max_length=24, choices=Attribution, default=Attribution.WITHHELD)
    attributed_to = models.CharField(_("whose experience"), max_length=160, blank=True)
    audiences = models.ManyToManyField(Term, blank=True, related_name="lessons")
    audience_keys = models.CharField(max_length=600, blank=True, editable=False)
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="lessons")
    province = models.CharField(max_length=40, blank=True)
    learning = models.ForeignKey(
        RecordedLearning, models.CASCADE, null=True, blank=True, related_name="lessons"
    )
    engagement = models.ForeignKey(Engagement, models.PROTECT, null=True, blank=True, related_name="lessons")
    case_study = models.ForeignKey(CaseStudy, models.PROTECT, null=True, blank=True, related_name="lessons")
    uid = models.CharField(max_length=16, blank=True, editable=False)
    quotation_ids = models.JSONField(default=list, help_text=_("Public ids of the words it is derived from"))
    tried = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text=_("Which results its reports have: a bit for each")
    )
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
        indexes = [
            models.Index(
                fields=["kind", "confidence", "theme", "province", "tried", *KEPT_BESIDE],
                condition=STANDS,
                name="standing_lessons_by_facet",
            ),
            models.Index(
                fields=[
                    "-created_at",
                    "-id",
                    "kind",
                    "confidence",
                    "theme",
                    "province",
                    "tried",
                    *KEPT_BESIDE,
                ],
                condition=STANDS,
                name="standing_lessons_newest",
            ),
        ]

    def __str__(self) -> str:
        return self.statement

    def address_to(self, audiences: Iterable[Term]) -> None:
        """For whom it is, as rows and, to be saved with it, as the column that counts read."""
        terms = sorted(audiences, key=lambda term: term.key)
        self.audiences.set(terms)
        self.audience_keys = "".join(f"|{term.key}" for term in terms) + "|" if terms else ""

    def words_to_find(self) -> str:
        return f"{self.statement}\n{self.conditions}"
