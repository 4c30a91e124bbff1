"""A summary in order, and what it may quote."""

from typing import Any

from django.db.models import Prefetch

from casestudies.models import BriefSection
from forums.models import Citation, ItemComment, Post, Summary, SummaryItem

SECTION_ORDER = {section: place for place, section in enumerate(BriefSection.values)}


def items_in_brief_order(summary: Summary) -> list[SummaryItem]:
    """A summary's items in the brief's order, each with its citations in order."""
    citations = Citation.objects.select_related("quotation__revision__post").order_by("position", "pk")
    comments = ItemComment.objects.select_related("by").order_by("said_at", "pk")
    items = summary.items.prefetch_related(Prefetch("citations", citations), Prefetch("comments", comments))
    return sorted(items, key=lambda item: (SECTION_ORDER[item.section], item.position, item.pk))


def sources_of(summary: Summary, user: Any) -> list[Post]:
    """What somebody may quote in a summary: the posts of its threads that they may read, as they were said.

    A thread may have been hidden, or moved into a private network, since the summary was begun.
    """
    posts = Post.objects.visible_to(user).filter(thread__in=summary.threads.all())
    return list(posts.select_related("author", "question__asker", "thread").order_by("thread_id", "path"))
