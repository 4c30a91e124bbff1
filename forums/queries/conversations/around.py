"""What a conversation is tied to: threads, sessions, lessons, what was made of it."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from casestudies.models import CaseStudy, Lesson, PublishedQuotation, RecordedLearning
from forums.models import Conversation, Insight, InsightCluster, LiveSession, Quotation, Stance, Thread
from forums.queries.conversations.record import records_of


@dataclass
class Cluster:
    """Insights under a title; those without a cluster stand under none."""

    title: str
    note: str
    stance: str
    insights: list[Insight] = field(default_factory=list)

    @property
    def is_difference(self) -> bool:
        return self.stance == Stance.DIFFERENCE


@dataclass
class Around:
    sessions: list[LiveSession]
    threads: list[Thread]
    learnings: list[RecordedLearning]
    lessons: list[Lesson]
    case_studies: list[CaseStudy]

    def __bool__(self) -> bool:
        return bool(self.sessions or self.threads or self.learnings or self.lessons or self.case_studies)


def around(conversation: Conversation, user: Any) -> Around:
    """What stands beside it, as far as somebody may see it."""
    own = Quotation.objects.filter(revision__post__thread__in=records_of(conversation))
    used = PublishedQuotation.objects.filter(quotation_id__in=own.values("public_id"))
    learnings = list(RecordedLearning.objects.filter(items__quotations__in=used).distinct().order_by("pk"))
    lessons = Lesson.objects.filter(learning__in=learnings, retired_at=None)
    cases = CaseStudy.objects.public().filter(
        Q(engagements=conversation.engagement_id or 0) | Q(recorded_learnings__in=learnings)
    )
    threads = Thread.objects.visible_to(user).filter(conversation=conversation, is_record=False)
    return Around(
        sessions=list(conversation_sessions(conversation)),
        threads=list(threads.with_subject().latest_first()[:10]),
        learnings=learnings,
        lessons=list(lessons.order_by("pk")),
        case_studies=list(cases.distinct().order_by("title", "pk")),
    )


def conversation_sessions(conversation: Conversation) -> Any:
    return LiveSession.objects.listed().filter(conversation=conversation).order_by("starts_at", "pk")


def insights_of(conversation: Conversation) -> list[Cluster]:
    """What was seen in its words, by cluster. A quotation that was withdrawn takes its insight along."""
    clusters = list(InsightCluster.objects.filter(conversation=conversation).order_by("position", "pk"))
    rows = Insight.objects.filter(conversation=conversation, quotation__withdrawn_at=None)
    by_cluster: dict[int, list[Insight]] = defaultdict(list)
    shown = rows.select_related("quotation").prefetch_related("codes__merged_into").order_by("position", "pk")
    for insight in shown:
        by_cluster[insight.cluster_id or 0].append(insight)
    found = [Cluster(one.title, one.note, one.stance, by_cluster[one.pk]) for one in clusters]
    if by_cluster[0]:
        found.append(Cluster("", "", "", by_cluster[0]))
    return [cluster for cluster in found if cluster.insights]
