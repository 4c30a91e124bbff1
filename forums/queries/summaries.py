"""A summary in order, and what it may quote."""

from django.db.models import Prefetch

from casestudies.models import BriefSection
from forums.models import Citation, Post, PostState, Summary, SummaryItem

SECTION_ORDER = {section: place for place, section in enumerate(BriefSection.values)}


def items_in_brief_order(summary: Summary) -> list[SummaryItem]:
    """A summary's items in the brief's order, each with its citations in order."""
    citations = Citation.objects.select_related("quotation__revision__post").order_by("position", "pk")
    items = summary.items.prefetch_related(Prefetch("citations", citations))
    return sorted(items, key=lambda item: (SECTION_ORDER[item.section], item.position, item.pk))


def sources_of(summary: Summary) -> list[Post]:
    """What a summary may quote: the visible posts of its threads, as they were said."""
    posts = Post.objects.filter(thread__in=summary.threads.all(), state=PostState.VISIBLE)
    return list(posts.select_related("author", "question__asker", "thread").order_by("thread_id", "path"))
