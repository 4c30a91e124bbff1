"""A summary's draft whose row is locked: whoever changes it goes one after another."""

from forums.actions.summaries import SummaryNotOpenForEditing
from forums.models import Summary


def lock_draft(summary: Summary) -> Summary:
    """Raises SummaryNotOpenForEditing."""
    summary = Summary.objects.select_for_update().get(pk=summary.pk)
    if not summary.is_draft:
        raise SummaryNotOpenForEditing
    return summary
