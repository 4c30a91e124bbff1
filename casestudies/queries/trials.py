"""What was tried elsewhere: reports on lessons, and how many of them say what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from casestudies.content import TrialDirection
from casestudies.models import Lesson, Trial, TrialWish


@dataclass(frozen=True)
class Tally:
    """How many reports say that it worked, partly, or not; and from how many municipalities they are."""

    worked: int = 0
    mixed: int = 0
    did_not_work: int = 0
    municipalities: int = 0

    @property
    def reports(self) -> int:
        return self.worked + self.mixed + self.did_not_work


@dataclass(frozen=True)
class Wishes:
    """How many municipalities would like to try it, and those among them that agreed to be named."""

    municipalities: int
    named: list[str]


def tallies_of(lessons: Iterable[Lesson]) -> Mapping[int, Tally]:
    """By lesson; those without a report are not in it. One query."""
    results = {result.value: Count("pk", filter=Q(result=result)) for result in TrialDirection}
    standing = Trial.objects.filter(lesson__in=[lesson.pk for lesson in lessons], withdrawn_at=None)
    counted = (
        standing.order_by()
        .values_list("lesson")
        .annotate(**results, municipalities=Count("municipality", distinct=True))
    )
    return {lesson: Tally(*counts) for lesson, *counts in counted}


def trials_of(lesson: Lesson) -> QuerySet[Trial]:
    """Reports that stand, those of the latest trial first."""
    trials: QuerySet[Trial] = lesson.trials.filter(withdrawn_at=None).select_related("municipality")
    return trials.order_by("-tried_in", "-made_at", "-pk")


def wishes_for(lesson: Lesson) -> Wishes:
    rows = lesson.wishes.select_related("municipality").order_by("municipality__name", "pk")
    agreed = {str(wish.municipality): None for wish in rows if wish.names_municipality}
    return Wishes(len({wish.municipality_id for wish in rows}), list(agreed))


def wishes_to_answer(lessons: QuerySet[Lesson]) -> QuerySet[TrialWish]:
    """Those that wait first, the oldest first; then those that were answered, newest first."""
    wishes: QuerySet[TrialWish] = TrialWish.objects.filter(lesson__in=lessons)
    wishes = wishes.select_related("lesson", "municipality", "by", "answered_by")
    return wishes.order_by(F("answered_at").desc(nulls_first=True), "sent_at", "pk")
