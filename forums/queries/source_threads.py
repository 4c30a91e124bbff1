"""The threads that a summary draws on, and others that it could."""

from typing import Any

from django.db.models import Case, IntegerField, Q, Value, When

from forums.models import Post, Summary, Thread

MOST_OFFERED = 12


def threads_drawn_on(summary: Summary, user: Any) -> list[Thread]:
    return list(Thread.objects.visible_to(user).filter(summaries=summary).with_subject().order_by("pk"))


def threads_to_add(summary: Summary, user: Any, *, words: str = "") -> list[Thread]:
    """Threads that a summary could draw on besides: those nearest to its subject first, or those in whose
    title or posts the words stand. One query."""
    others = Thread.objects.for_summaries_of(user).exclude(summaries=summary).filter(last_post_number__gt=0)
    if words:
        in_posts = Post.objects.visible_to(user).matching(words).values("thread")
        in_titles = Thread.objects.matching(words).values("pk")
        others = others.filter(Q(pk__in=in_titles) | Q(pk__in=in_posts))
    nearness = Case(When(_is_near(summary), then=Value(1)), default=Value(0), output_field=IntegerField())
    found = others.annotate(nearness=nearness).with_subject()
    return list(found.order_by("-nearness", "-last_posted_at", "-pk")[:MOST_OFFERED])


def _is_near(summary: Summary) -> Q:
    """On the same subject, or on something of the same engagement."""
    engagement = summary.engagement or (summary.conversation.engagement if summary.conversation else None)
    near = Q(conversation=summary.conversation_id or 0) | Q(case_study=summary.case_study_id or 0)
    if engagement:
        own_cases = engagement.case_studies.values("pk")
        near |= (
            Q(engagement=engagement) | Q(conversation__engagement=engagement) | Q(case_study__in=own_cases)
        )
    return near
