"""What other fictional municipalities made of the demonstration's lessons, and who would like to try."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from casestudies.actions.letters import without_letters
from casestudies.actions.programme import read_data
from casestudies.actions.trials import report_trial
from casestudies.actions.wishes import answer_wish, send_wish
from casestudies.content import Direction, TrialDirection
from casestudies.models import Lesson, Municipality
from exchange.people.models import User

Row = Mapping[str, Any]
People = Mapping[str, User]


def load_trials(people: People) -> None:
    shared = read_data("demonstration_library.json")
    with without_letters():
        for row in shared["trials"]:
            load_trial(row, people)
        for row in shared["wishes"]:
            load_wish(row, people)


def load_trial(row: Row, people: People) -> None:
    report_trial(
        lesson=lesson_of(row),
        municipality=Municipality.objects.get(code=row["municipality"]),
        tried_in=row["tried_in"],
        what_changed=row["what_changed"],
        result=TrialDirection(row["result"]),
        direction=Direction(row["direction"]),
        by=people[row["by"]],
        is_named=True,
        now=datetime.fromisoformat(row["at"]),
    )


def load_wish(row: Row, people: People) -> None:
    wish = send_wish(
        lesson=lesson_of(row),
        municipality=Municipality.objects.get(code=row["municipality"]),
        message=row["message"],
        by=people[row["by"]],
        names_municipality=True,
        now=datetime.fromisoformat(row["at"]),
    )
    if row.get("answer"):
        answer_wish(
            wish=wish,
            text=row["answer"],
            by=people[row["answered_by"]],
            now=datetime.fromisoformat(row["answered_at"]),
        )


def lesson_of(row: Row) -> Lesson:
    """The lesson with this number among those of a case study, counted from 1 in its own order."""
    lessons = Lesson.objects.filter(case_study__slug=row["case_study"]).exclude(uid="").order_by("pk")
    found: Lesson = lessons[row["lesson"] - 1]
    return found
