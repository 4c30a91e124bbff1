"""Engagements in time."""

from datetime import date

from casestudies.models import Engagement


def next_engagement(today: date) -> Engagement | None:
    """The engagement that comes next; none when all are over."""
    month = today.replace(day=1)
    upcoming = Engagement.objects.filter(month__gte=month).select_related("theme").in_order()
    return next((engagement for engagement in upcoming if not engagement.is_over), None)
