"""Summaries in the making, and frozen words."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from forums.access.subjects import require_facilitator
from forums.models import Citation, Quotation, Summary, SummaryItem, SummaryState


def may_read_summaries(user: Any) -> bool:
    return bool(getattr(user, "can_facilitate", False) or getattr(user, "can_edit", False))


def require_summary_reader(user: Any) -> None:
    if not may_read_summaries(user):
        raise PermissionDenied


def summary_to_read(user: Any, summary_id: int) -> Summary:
    """A summary in the making: for facilitators and editors; nobody else learns that it exists."""
    if not may_read_summaries(user):
        raise Http404
    summaries = Summary.objects.select_related(
        "case_study__theme",
        "engagement__theme",
        "conversation__theme",
        "live_session",
        "learning",
        "opened_by",
    )
    return get_object_or_404(summaries, pk=summary_id)


def summary_to_write(user: Any, summary_id: int) -> Summary:
    summary = summary_to_read(user, summary_id)
    require_facilitator(user)
    return summary


def summary_to_approve(user: Any, summary_id: int) -> Summary:
    summary = summary_to_read(user, summary_id)
    if not user.can_edit:
        raise PermissionDenied
    return summary


def item_to_write(user: Any, summary_id: int, item_id: int) -> SummaryItem:
    summary = summary_to_write(user, summary_id)
    return get_object_or_404(SummaryItem.objects.select_related("summary"), summary=summary, pk=item_id)


def citation_to_write(user: Any, summary_id: int, citation_id: int) -> Citation:
    summary = summary_to_write(user, summary_id)
    return get_object_or_404(
        Citation.objects.select_related("item__summary"), item__summary=summary, pk=citation_id
    )


def quotation_to_see(user: Any, public_id: str) -> Quotation:
    """Frozen words: public once a publication quotes them, until then for those who write summaries."""
    quotations = Quotation.objects.select_related("revision__post__thread", "revision__post__question")
    if not may_read_summaries(user):
        quotations = quotations.filter(items__summary__state=SummaryState.PUBLISHED)
    return get_object_or_404(quotations.distinct(), public_id=public_id)
