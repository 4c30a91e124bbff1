"""Summaries in the making, and frozen words."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404

from casestudies.models import PublishedQuotation
from forums.access.subjects import require_facilitator
from forums.models import Citation, ItemComment, Quotation, Summary, SummaryItem, Thread


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


def thread_to_draw_on(user: Any, thread_id: int) -> Thread:
    """A thread that a summary may have among its sources."""
    return get_object_or_404(Thread.objects.for_summaries_of(user), pk=thread_id)


def thread_drawn_on(user: Any, summary: Summary, thread_id: int) -> Thread:
    """One that a summary has among its sources."""
    return get_object_or_404(summary.threads.visible_to(user), pk=thread_id)


def item_to_write(user: Any, summary_id: int, item_id: int) -> SummaryItem:
    summary = summary_to_write(user, summary_id)
    return get_object_or_404(SummaryItem.objects.select_related("summary"), summary=summary, pk=item_id)


def item_to_comment_on(user: Any, summary_id: int, item_id: int) -> SummaryItem:
    """An item that somebody reads: reviewers say what they think of it, whoever wrote it."""
    summary = summary_to_read(user, summary_id)
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
        published = PublishedQuotation.objects.filter(quotation_id=OuterRef("public_id"))
        quotations = quotations.filter(Exists(published))
    return get_object_or_404(quotations, public_id=public_id)


def comment_to_settle(user: Any, summary_id: int, comment_id: int) -> ItemComment:
    """A comment on an item: whoever writes or approves summaries may settle it."""
    summary = summary_to_read(user, summary_id)
    return get_object_or_404(ItemComment.objects.select_related("item"), item__summary=summary, pk=comment_id)


def quotation_of_mine(user: Any, public_id: str) -> Quotation:
    """Words that a member said themselves, wherever they are quoted; for others it is not there."""
    quotation = get_object_or_404(
        Quotation.objects.select_related("revision__post__thread", "revision__post__question__asker"),
        public_id=public_id,
        withdrawn_at=None,
    )
    if not speaks_for(user, quotation):
        raise Http404
    return quotation


def speaks_for(user: Any, quotation: Quotation) -> bool:
    """Whether a quotation's words are this member's own: a post, or a question that they asked."""
    if not getattr(user, "pk", None):
        return False
    post = quotation.revision.post
    if post.author_id:
        return bool(post.author_id == user.pk)
    question = getattr(post, "question", None)
    return bool(question and question.asker.user_id == user.pk)
