"""What other fictional municipalities made of the demonstration's lessons, and who would like to try."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from casestudies.actions.programme import read_data
from casestudies.models import Lesson, Municipality, Trial, TrialWish
from exchange.people.models import User

Row = Mapping[str, Any]
People = Mapping[str, User]


def load_trials(people: People) -> None:
    shared = read_data("demonstration_library.json")
    for row in shared["trials"]:
        load_trial(row, people)
    for row in shared["wishes"]:
        load_wish(row, people)


def load_trial(row: Row, people: People) -> None:
    reporter = people[row["by"]]
    Trial.objects.create(
        lesson=lesson_of(row),
        municipality=Municipality.objects.get(code=row["municipality"]),
        tried_in=row["tried_in"],
        what_changed=row["what_changed"],
        result=row["result"],
        direction=row["direction"],
        by=reporter,
        byline=f"{reporter.display_name}, {reporter.role_line}",
        is_demonstration=True,
        made_at=datetime.fromisoformat(row["at"]),
    )


def load_wish(row: Row, people: People) -> None:
    answered_at = row.get("answered_at")
    TrialWish.objects.create(
        lesson=lesson_of(row),
        by=people[row["by"]],
        municipality=Municipality.objects.get(code=row["municipality"]),
        message=row["message"],
        sent_at=datetime.fromisoformat(row["at"]),
        answer=row.get("answer", ""),
        answered_by=people[row["answered_by"]] if answered_at else None,
        answered_at=datetime.fromisoformat(answered_at) if answered_at else None,
    )


def lesson_of(row: Row) -> Lesson:
    """The lesson with this number among those of a case study, counted from 1 in its own order."""
    lessons = Lesson.objects.filter(case_study__slug=row["case_study"], uid__gt="").order_by("pk")
    found: Lesson = lessons[row["lesson"] - 1]
    return found
