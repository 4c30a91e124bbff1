"""Who is at a workbench, and at which item."""

from datetime import datetime, timedelta

from django.utils import timezone

from exchange.people.models import User
from forums.models import Summary, SummaryItem, SummaryPresence

GONE_AFTER = timedelta(seconds=45)  # without a sign of life


def be_at(
    *, summary: Summary, user: User, item: SummaryItem | None = None, now: datetime | None = None
) -> None:
    """Somebody has a summary's workbench open, with an item under their hands or none."""
    SummaryPresence.objects.update_or_create(
        summary=summary, user=user, defaults={"item": item, "seen_at": now or timezone.now()}
    )
    SummaryPresence.objects.filter(seen_at__lt=(now or timezone.now()) - timedelta(days=1)).delete()


def leave(*, summary: Summary, user: User) -> None:
    SummaryPresence.objects.filter(summary=summary, user=user).delete()
