"""In which order a reader sees a session's questions. static/js/question-order.js does the same."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from forums.models import Question, QuestionState


class QuestionOrder(models.TextChoices):
    VOTES = "votes", _("Most votes")
    NEWEST = "newest", _("Newest")
    HEARD = "heard", _("Least heard")


def in_order(questions: Iterable[Question], order: str) -> list[Question]:
    """What is answered now and what is pinned come first in each order."""
    questions = list(questions)
    heard = places_heard(questions)

    def key(question: Question) -> tuple[float, ...]:
        asked = question.asked_at.timestamp()
        by_votes = (-question.vote_count, asked, question.pk)
        first = (question.state != QuestionState.ANSWERING, not question.pinned_at)
        if order == QuestionOrder.NEWEST:
            return (*first, -asked, -question.pk)
        if order == QuestionOrder.HEARD:
            return (*first, heard_of(question, heard), *by_votes)
        return (*first, *by_votes)

    return sorted(questions, key=key)


def places_heard(questions: Iterable[Question]) -> set[str]:
    """The municipalities of which a question was answered, or is now. Of named askers only."""
    spoken = {QuestionState.ANSWERING, QuestionState.ANSWERED}
    heard = (row.asker.municipality_code for row in questions if row.state in spoken and row.room_name)
    return {code for code in heard if code}


def heard_of(question: Question, places: set[str]) -> int:
    """0 for somebody's first question from a municipality that was not heard; 1 for one of the two; 2.

    An anonymous question stands in the middle always: its place would tell who asked it.
    """
    if not question.room_name:
        return 1
    is_first = not question.asked_before
    is_unheard = bool(question.asker.municipality_code) and question.asker.municipality_code not in places
    return 2 - is_first - is_unheard
