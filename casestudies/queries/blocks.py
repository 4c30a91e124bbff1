"""Building blocks and the public case studies that use them."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q

from casestudies.content import Direction
from casestudies.models import PUBLIC_STATUSES, BuildingBlock, CaseBlock, CasePlace, CaseStudy, Lesson

PUBLIC = Q(case_blocks__case_study__status__in=PUBLIC_STATUSES)


@dataclass(frozen=True)
class Use:
    """A case study that uses a block: how; and the directions of its outcomes as (key, words, how many)."""

    case_study: CaseStudy
    how: str
    directions: list[tuple[str, str, int]]


def blocks_with_counts() -> list[BuildingBlock]:
    """All blocks by title, each with ``case_count`` of public case studies."""
    counted = BuildingBlock.objects.annotate(case_count=Count("case_blocks", filter=PUBLIC, distinct=True))
    return list(counted.order_by("title", "pk"))


def uses_of(block: BuildingBlock) -> list[Use]:
    """The public case studies that use it, by title."""
    places = Prefetch("case_study__places", CasePlace.objects.select_related("municipality").order_by("pk"))
    rows = CaseBlock.objects.filter(block=block, case_study__status__in=PUBLIC_STATUSES)
    rows = rows.select_related("case_study__theme", "case_study__current").prefetch_related(places)
    return [
        Use(row.case_study, row.use, directions_of(row.case_study))
        for row in rows.order_by("case_study__title", "pk")
    ]


def directions_of(case_study: CaseStudy) -> list[tuple[str, str, int]]:
    """Each direction that its outcomes took, in the order of the list."""
    outcomes = case_study.current.content["outcomes"] if case_study.current else []
    taken = [outcome["direction"] for outcome in outcomes]
    return [(key.value, str(key.label), taken.count(key.value)) for key in Direction if key.value in taken]


def lessons_beside(block: BuildingBlock) -> list[Lesson]:
    """Lessons that stand of the case studies that use it: what did not work first."""
    lessons = Lesson.objects.visible_to(None).filter(
        case_study__case_blocks__block=block, case_study__status__in=PUBLIC_STATUSES
    )
    first = ("did_not_work", "caution", "precondition")
    ordered = lessons.select_related("case_study").distinct().order_by("case_study__title", "pk")
    return sorted(ordered, key=lambda lesson: lesson.kind not in first)
