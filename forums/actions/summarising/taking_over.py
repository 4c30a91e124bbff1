"""What a machine suggested is marked until a person takes it over, or takes it out."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from casestudies.models import BriefSection
from exchange.people.models import User
from forums.actions.summarising.drafts import lock_draft
from forums.models import Summary, SummaryItem


@transaction.atomic
def take_over(*, item: SummaryItem, by: User, now: datetime | None = None) -> SummaryItem:
    """A person stands behind a suggested item from now on. Doing it twice keeps the first.

    Raises SummaryNotOpenForEditing.
    """
    lock_draft(item.summary)
    item = SummaryItem.objects.get(pk=item.pk)
    if item.is_suggestion:
        item.taken_over_by, item.taken_over_at = by, now or timezone.now()
        item.save(update_fields=["taken_over_by", "taken_over_at"])
    return item


@transaction.atomic
def take_over_section(
    *, summary: Summary, section: BriefSection, by: User, now: datetime | None = None
) -> int:
    """Take over every suggested item of a section; returns how many. Raises SummaryNotOpenForEditing."""
    lock_draft(summary)
    suggested = summary.items.exclude(suggested_by="").filter(section=section, taken_over_at__isnull=True)
    return suggested.update(taken_over_by=by, taken_over_at=now or timezone.now())
