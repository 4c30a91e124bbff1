"""Reads used twice."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from casestudies.models import BriefSection, CaseStudy
from forums.models import (
    Citation,
    LiveSession,
    Participant,
    Post,
    PostState,
    Question,
    Subject,
    Summary,
    SummaryItem,
    Thread,
    Vote,
    subject_field,
)

SECTION_ORDER = {section: place for place, section in enumerate(BriefSection.values)}
POSTS_A_PAGE = 50


def threads_about(subject: Subject, user: Any) -> list[Thread]:
    """The threads on a subject that a user may see, the liveliest first."""
    threads = Thread.objects.visible_to(user).filter(**subject_field(subject)).with_subject()
    return list(threads.latest_first()[:20])


def sessions_about(subject: Subject) -> list[LiveSession]:
    return list(LiveSession.objects.filter(**subject_field(subject)).latest_first()[:10])


def page_of_posts(thread: Thread, after: str = "") -> tuple[list[Post], str]:
    """A page of a thread in tree order, behind the path ``after``; and where the next one starts.

    Withdrawn and hidden posts keep their place, without words, so that replies stay understood.
    """
    posts = thread.posts.select_related("author", "question").in_tree_order()
    rows = list(posts.filter(path__gt=after)[: POSTS_A_PAGE + 1])
    more = len(rows) > POSTS_A_PAGE
    rows = rows[:POSTS_A_PAGE]
    return rows, rows[-1].path if more else ""


def votes_of(participant: Participant) -> set[str]:
    """Public ids of the questions that a participant voted for."""
    votes = Vote.objects.filter(voter=participant).values_list("question__public_id", flat=True)
    return set(votes)


def questions_of(participant: Participant) -> set[str]:
    """Public ids of the questions that a participant asked."""
    return set(Question.objects.filter(asker=participant).values_list("public_id", flat=True))


def case_studies_to_ask_about(session: LiveSession) -> QuerySet[CaseStudy]:
    """The lanes of a session: the public case studies its engagement presents."""
    public = CaseStudy.objects.visible_to(None)
    return public.filter(engagements=session.engagement_id or 0).order_by("title", "pk")


def names_of_participants(session: LiveSession) -> list[str]:
    """Who took part and agreed to be named, in alphabetical order."""
    people = Participant.objects.filter(session=session).select_related("user")
    return sorted({person.record_name for person in people} - {""}, key=str.casefold)


def items_in_brief_order(summary: Summary) -> list[SummaryItem]:
    """A summary's items in the brief's order, each with its citations in order."""
    citations = Citation.objects.select_related("quotation__revision__post").order_by("position", "pk")
    items = summary.items.prefetch_related(Prefetch("citations", citations))
    return sorted(items, key=lambda item: (SECTION_ORDER[item.section], item.position, item.pk))


def sources_of(summary: Summary) -> list[Post]:
    """What a summary may quote: the visible posts of its threads, as they were said."""
    posts = Post.objects.filter(thread__in=summary.threads.all(), state=PostState.VISIBLE)
    return list(posts.select_related("author", "question__asker", "thread").order_by("thread_id", "path"))
