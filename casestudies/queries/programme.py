"""Engagements in time: what comes next, and what happens when within one."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from casestudies.models import CaseStudy, Engagement, ProgrammeSlot


def next_engagement(today: date) -> Engagement | None:
    """The engagement that comes next; none when all are over."""
    month = today.replace(day=1)
    upcoming = Engagement.objects.filter(month__gte=month).select_related("theme").in_order()
    return next((engagement for engagement in upcoming if not engagement.is_over), None)


def upcoming_and_past(today: date) -> tuple[list[Engagement], list[Engagement]]:
    """What is still to come, soonest first; and what is over, latest first."""
    upcoming: list[Engagement] = []
    past: list[Engagement] = []
    for engagement in Engagement.objects.select_related("theme").in_order():
        (past if engagement.was_over_on(today) else upcoming).append(engagement)
    return upcoming, past[::-1]


@dataclass(frozen=True)
class TimedSlot:
    """A slot with the time at which it begins, as far as that can be known."""

    slot: ProgrammeSlot
    begins: datetime | None
    case_study: CaseStudy | None

    @property
    def ends(self) -> datetime | None:
        return self.begins + timedelta(minutes=self.slot.minutes) if self.begins else None


def programme_of(engagement: Engagement) -> list[TimedSlot]:
    """The slots in their order. One without a time of its own follows the one before it.

    A slot's case study is only linked where it is public.
    """
    slots = engagement.slots.select_related("case_study").order_by("order", "starts_at", "pk")
    next_begins = engagement.starts_at
    timed = []
    for slot in slots:
        begins = slot.starts_at or next_begins
        case_study = slot.case_study if slot.case_study and slot.case_study.is_public else None
        made = TimedSlot(slot, timezone.localtime(begins) if begins else None, case_study)
        timed.append(made)
        next_begins = made.ends
    return timed
