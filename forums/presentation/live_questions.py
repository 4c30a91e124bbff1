"""A session's questions as values: what its files and its pages say of each. Made once, here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.timezone import localtime

from casestudies.presentation import absolute
from forums.models import LiveSession, Question, QuestionState
from forums.queries.live_outcome import (
    StandingAnswer,
    answers_that_stand,
    questions_for_everybody,
    questions_for_facilitators,
)
from forums.queries.moments import moment_of
from forums.queries.shown import url_of_post


@dataclass(frozen=True)
class SaidMoment:
    """When a question was being answered: h:mm:ss of the recording, and the address of that second."""

    offset: str
    url: str


@dataclass(frozen=True)
class SaidQuestion:
    """A question as it leaves the site. ``asker`` is as they chose to be named; ``answer`` is plain text.

    ``for_publication`` is false of what everybody may not read; only facilitators are given those, and
    only there ``reason``, ``owner`` and ``due_on`` are filled. Under Chatham House there are no times.
    """

    number: int
    id: str
    text: str
    context: str
    asker: str
    about: str
    presenter: str
    language: str
    heard_in: str
    state: str
    state_label: str
    votes: int
    also_asked: int
    asked_at: datetime | None
    is_answered: bool
    answered_at: datetime | None
    answer: str
    moments: tuple[SaidMoment, ...]
    url: str
    answer_url: str
    for_publication: bool = True
    reason: str = ""
    owner: str = ""
    due_on: str = ""


def said_questions(session: LiveSession, *, whole: bool = False) -> list[SaidQuestion]:
    """By votes: what everybody may read; or ``whole``, for facilitators, the queue with its states."""
    public = list(questions_for_everybody(session)) if session.is_closed else []
    if not whole:
        return _said(session, public, {question.pk for question in public}, whole=False)
    rows = questions_for_facilitators(session)
    return _said(session, rows, {row.pk for row in public}, whole=True)


def _said(
    session: LiveSession, rows: Iterable[Question], public: set[int], *, whole: bool
) -> list[SaidQuestion]:
    rows = list(rows)
    for row in rows:
        row.session = session  # with its subject, which is asked for once
    answers = answers_that_stand(rows, AnonymousUser())
    return [
        _question(number, row, answers.get(row.pk), is_public=row.pk in public, whole=whole)
        for number, row in enumerate(rows, start=1)
    ]


def _question(
    number: int, row: Question, answer: StandingAnswer | None, *, is_public: bool, whole: bool
) -> SaidQuestion:
    state = row.state if answer or row.state != QuestionState.ANSWERED else QuestionState.PUBLISHED
    is_answered = answer is not None
    has_times = not row.session.is_chatham_house
    return SaidQuestion(
        number=number,
        id=row.public_id,
        text=row.text,
        context=row.context,
        asker=row.record_byline,
        about=row.case_study.title if row.case_study else str(row.session.subject),
        presenter=row.presenter.name if row.presenter and not row.presenter.is_removed else "",
        language=row.language,
        heard_in=str(row.get_heard_in_display()),
        state=state,
        state_label=str(QuestionState(state).label),
        votes=row.vote_count,
        also_asked=row.also_asked,
        asked_at=localtime(row.asked_at) if has_times else None,
        is_answered=is_answered,
        answered_at=localtime(row.answered_at) if has_times and is_answered and row.answered_at else None,
        answer=answer.words if answer else "",
        moments=_moments(row),
        url=_address(row),
        answer_url=absolute(url_of_post(answer.post)) if answer and answer.post else "",
        for_publication=is_public,
        reason=row.hidden_reason if whole else "",
        owner=str(row.owner) if whole and row.owner else "",
        due_on=row.due_on.isoformat() if whole and row.due_on else "",
    )


def _address(row: Question) -> str:
    if row.post:
        return absolute(url_of_post(row.post))
    return absolute(reverse("live_session", args=[row.session.slug]))


def _moments(row: Question) -> tuple[SaidMoment, ...]:
    found = (moment_of(row.session, span.started_at) for span in row.answering_spans.all())
    return tuple(SaidMoment(moment.offset, moment.url) for moment in found if moment)
