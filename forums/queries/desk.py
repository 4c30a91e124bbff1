"""What the facilitators' desk shows of a session's questions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from forums.models import LiveSession, Presenter, Question, QuestionQuerySet, QuestionState
from forums.queries.similar_questions import SimilarQuestions

LANES = (
    QuestionState.ANSWERING,
    QuestionState.WAITING,
    QuestionState.PUBLISHED,
    QuestionState.ANSWERED,
    QuestionState.HIDDEN,
)
HEARD = (QuestionState.ANSWERING, QuestionState.ANSWERED)
TO_MERGE_INTO = (
    QuestionState.WAITING,
    QuestionState.PUBLISHED,
    QuestionState.ANSWERING,
    QuestionState.ANSWERED,
)


@dataclass(frozen=True)
class DeskOrder:
    """Which questions the desk shows, and in which order: pinned ones always first, then by votes."""

    about: str = ""
    is_unheard_first: bool = False

    def of(self, questions: Iterable[Question]) -> list[Question]:
        rows = list(questions)
        heard = {place(row) for row in rows if row.state in HEARD} | {""}
        shown = [row for row in rows if not self.about or about(row) == self.about]
        return sorted(
            shown,
            key=lambda row: (
                row.pinned_at is None,
                self.is_unheard_first and place(row) in heard,
                -row.vote_count,
                row.asked_at,
                row.pk,
            ),
        )


def about(question: Question) -> str:
    return question.case_study.title if question.case_study else ""


def place(question: Question) -> str:
    """The code of the asker's municipality; of anonymous ones nobody is told."""
    return question.asker.municipality_code if question.room_name else ""


def questions_at_desk(session: LiveSession) -> QuestionQuerySet:
    """Every question that the desk shows, with what was merged into each."""
    gone = [QuestionState.WITHDRAWN, QuestionState.MERGED]
    questions: QuestionQuerySet = Question.objects.filter(session=session).exclude(state__in=gone)
    return questions.with_people().with_merged().by_votes()


def in_lanes(questions: Iterable[Question]) -> dict[str, list[Question]]:
    rows = list(questions)
    return {str(state): [row for row in rows if row.state == state] for state in LANES}


def similar_for_waiting(questions: Iterable[Question]) -> Mapping[int, list[Question]]:
    """For each waiting question those at the desk that may ask the same, by pk."""
    rows = {row.pk: row for row in questions}
    asked = _among(rows.values())
    return {
        row.pk: [rows[alike.key] for alike in asked.like(row.text, but=row.pk)]
        for row in rows.values()
        if row.state == QuestionState.WAITING
    }


def similar_to(question: Question, *, most: int) -> list[Question]:
    """Questions at the desk that may ask the same as one, the most alike first."""
    rows = {row.pk: row for row in questions_at_desk(question.session)}
    return [
        rows[alike.key] for alike in _among(rows.values()).like(question.text, but=question.pk, most=most)
    ]


def _among(questions: Iterable[Question]) -> SimilarQuestions[int]:
    return SimilarQuestions((row.pk, row.text) for row in questions if row.state in TO_MERGE_INTO)


def presenters_of(session: LiveSession) -> list[Presenter]:
    return list(Presenter.objects.filter(session=session, is_removed=False).order_by("position", "pk"))


def closing_counts(session: LiveSession) -> dict[str, Any]:
    """What closing a session would do with its questions, in numbers."""
    states = list(Question.objects.filter(session=session).values_list("state", flat=True))
    counts = {str(state): states.count(state) for state in QuestionState}
    unanswered = counts[QuestionState.PUBLISHED] + counts[QuestionState.ANSWERING]
    return {
        "carried": unanswered + counts[QuestionState.ANSWERED],
        "unanswered": unanswered,
        "waiting": counts[QuestionState.WAITING],
        "hidden": counts[QuestionState.HIDDEN],
    }
