"""What else to read at the end of a thread: threads and case studies near it. One query each."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Value, When

from casestudies.models import CaseStudy
from forums.models import Thread
from forums.queries.similar import SHORTEST_WORD

MOST_THREADS, MOST_CASES = 5, 3
WORDS_LOOKED_FOR = 3


@dataclass(frozen=True)
class Related:
    threads: list[Thread]
    case_studies: list[CaseStudy]


def related_to(thread: Thread, *, user: Any) -> Related:
    """Threads on the same subject, with its tags, its theme or the longest words of its title, nearest first;
    and case studies likewise. A person finds those that they may see."""
    return Related(_threads(thread, user), _case_studies(thread, user))


def _threads(thread: Thread, user: Any) -> list[Thread]:
    tagged = Thread.tags.through.objects.filter(thread=OuterRef("pk"))
    own_tags = Thread.tags.through.objects.filter(thread=thread.pk).values("tag")
    nearness: Any = _points(Q(**_subject_of(thread)), 4) + _points(Exists(tagged.filter(tag__in=own_tags)), 3)
    if thread.theme_id:
        nearness += _points(Q(theme=thread.theme_id), 1)
    for word in _words(thread):
        nearness += _points(Q(pk__in=Thread.objects.matching(word).values("pk")), 2)
    others = Thread.objects.visible_to(user).exclude(pk=thread.pk).annotate(nearness=nearness)
    near = others.filter(nearness__gt=0).with_subject()
    return list(near.order_by("-nearness", "-last_posted_at", "-pk")[:MOST_THREADS])


def _case_studies(thread: Thread, user: Any) -> list[CaseStudy]:
    nearness: Any = Value(0)
    if thread.theme_id:
        nearness += _points(Q(theme=thread.theme_id), 1)
    for word in _words(thread):
        nearness += _points(Q(pk__in=CaseStudy.objects.matching(word).values("pk")), 2)
    others = CaseStudy.objects.public().exclude(pk=thread.case_study_id or 0)
    near = others.annotate(nearness=nearness).filter(nearness__gt=0)
    return list(near.only("slug", "title").order_by("-nearness", "title", "pk")[:MOST_CASES])


def _subject_of(thread: Thread) -> dict[str, int]:
    fields = ("case_study", "engagement", "conversation", "lesson", "question", "network")
    return {field: pk for field in fields if (pk := getattr(thread, f"{field}_id"))}


def _words(thread: Thread) -> list[str]:
    words = {word for word in thread.title.split() if len(word) > SHORTEST_WORD}
    return sorted(words, key=lambda word: (-len(word), word))[:WORDS_LOOKED_FOR]


def _points(condition: Any, points: int) -> Case:
    return Case(When(condition, then=Value(points)), default=Value(0), output_field=IntegerField())
