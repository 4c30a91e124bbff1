"""What a session's report counts. Of people it counts only how many: it reads no name and no word."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Count, Min, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from casestudies.models import Municipality
from forums.live.poll_results import answers_that_count
from forums.models import (
    IN_THE_ROOM,
    AgendaItem,
    Hand,
    LiveSession,
    Minute,
    Participant,
    Poll,
    Question,
    QuestionState,
    Vote,
)
from forums.queries.live_outcome import is_answered


@dataclass(frozen=True)
class PeopleFigures:
    """Of those who joined by themselves; ``by_province`` and places are of who was not anonymous."""

    joined: int
    members: int
    asked: int
    voted: int
    polled: int
    spoke: int
    by_province: dict[str, int]
    places_there: int
    places_heard: int
    provinces_heard: int

    @property
    def guests(self) -> int:
        return self.joined - self.members


@dataclass(frozen=True)
class QuestionFigures:
    """``delays`` are from the asking, or the opening if that came later, to the first answer."""

    by_state: dict[str, int]
    votes: tuple[int, ...]
    answered_in_session: int
    answered_in_thread: int
    delays: tuple[timedelta, ...]

    @property
    def in_room(self) -> int:
        return sum(self.by_state.get(str(state), 0) for state in IN_THE_ROOM)

    @property
    def answered(self) -> int:
        return self.answered_in_session + self.answered_in_thread

    @property
    def median_delay(self) -> timedelta | None:
        return median(self.delays) if self.delays else None  # type: ignore[type-var]


@dataclass(frozen=True)
class AgendaFigure:
    title: str
    planned: int  # minutes
    took: timedelta | None


def people_figures(session: LiveSession) -> PeopleFigures:
    people = Participant.objects.filter(session=session, is_entered=False)
    asked = Question.objects.filter(session=session).exclude(state=QuestionState.WITHDRAWN)
    spoke = Hand.objects.filter(session=session, called_at__isnull=False)
    polls = Poll.objects.filter(session=session, opened_at__isnull=False)
    counts = people.aggregate(
        joined=Count("pk"),
        members=Count("pk", filter=Q(user__isnull=False)),
        asked=Count("pk", filter=Q(pk__in=asked.values("asker"))),
        voted=Count("pk", filter=Q(pk__in=Vote.objects.filter(question__session=session).values("voter"))),
        polled=Count("pk", filter=Q(pk__in=answers_that_count(polls).values("participant"))),
        spoke=Count("pk", filter=Q(pk__in=spoke.values("participant"))),
    )
    there = Counter(_places(people.filter(is_anonymous=False)))
    in_room = Question.objects.in_the_room().filter(session=session, is_anonymous=False)
    heard = people.filter(Q(pk__in=in_room.values("asker")) | Q(pk__in=spoke.values("participant")))
    heard_places = set(_places(heard.filter(is_anonymous=False)))
    provinces = dict(Municipality.objects.filter(code__in=there).values_list("code", "province"))
    by_province: Counter[str] = Counter()
    for code, count in there.items():
        if code in provinces:
            by_province[provinces[code]] += count
    return PeopleFigures(
        **counts,
        by_province=dict(sorted(by_province.items(), key=lambda row: (-row[1], row[0]))),
        places_there=len(there),
        places_heard=len(heard_places),
        provinces_heard=len({provinces[code] for code in heard_places if code in provinces}),
    )


def _places(people: QuerySet[Participant]) -> list[str]:
    """The municipality of each: as they said at joining, else as their account says."""
    own = NullIf("municipality_code", Value(""))
    named = people.annotate(place=Coalesce(own, "user__municipality_code", Value("")))
    return list(named.exclude(place="").values_list("place", flat=True))


def question_figures(session: LiveSession) -> QuestionFigures:
    questions = Question.objects.filter(session=session)
    states = questions.order_by("state").values_list("state").annotate(count=Count("pk"))
    in_room = questions.in_the_room()
    answered = (
        in_room.filter(is_answered())
        .annotate(began_at=Min("answering_spans__started_at"))
        .order_by("pk")
        .values_list("asked_at", "began_at", "answered_at", "answer_post__author")
    )
    rows = list(answered)
    in_thread = sum(author is not None for *_times, author in rows)
    return QuestionFigures(
        by_state=dict(states),
        votes=tuple(in_room.order_by().values_list("vote_count", flat=True)),
        answered_in_session=len(rows) - in_thread,
        answered_in_thread=in_thread,
        delays=_delays(session, [(asked, began or at) for asked, began, at, _author in rows]),
    )


def _delays(session: LiveSession, times: Sequence[tuple[datetime, datetime | None]]) -> tuple[timedelta, ...]:
    opened = session.opened_at
    waits = [(max(asked, opened) if opened else asked, answered) for asked, answered in times]
    return tuple(max(answered - asked, timedelta()) for asked, answered in waits if answered)


def agenda_figures(session: LiveSession) -> list[AgendaFigure]:
    items = AgendaItem.objects.filter(session=session, is_removed=False).order_by("position", "pk")
    return [
        AgendaFigure(
            item.title,
            item.minutes,
            item.ended_at - item.started_at if item.started_at and item.ended_at else None,
        )
        for item in items
    ]


def minutes_noted(session: LiveSession) -> int:
    return Minute.objects.filter(session=session, removed_at__isnull=True).count()


def hands_raised(session: LiveSession) -> int:
    """People, not times."""
    return Hand.objects.filter(session=session).values("participant").distinct().count()
