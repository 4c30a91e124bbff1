"""What stands between a draft and its submission, told field by field so that each can be gone to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from casestudies.content.field import Field, Kind, Step
from casestudies.content.fields import FIELDS
from casestudies.content.months import is_month
from exchange.search.fold import fold

NOTHING = frozenset(
    map(
        fold,
        ("nothing", "none", "n/a", "na", "not applicable", "nil", "nothing did not work", "niks", "-", ""),
    )
)
SHORTEST_REASON = 60  # characters; less is a phrase, not a reason


@dataclass(frozen=True)
class Problem:
    """Something to be done before the case study can be submitted; ``row`` counts from 1, 0 for none."""

    step: Step
    field: str
    message: str
    row: int = 0
    column: str = ""


def problems_of(content: Mapping[str, Any]) -> list[Problem]:
    """All of them, in the order of the form; an empty list means ready."""
    return [problem for field in FIELDS for problem in _of_field(field, content)]


def _of_field(field: Field, content: Mapping[str, Any]) -> Iterator[Problem]:
    value = content.get(field.key)
    if field.is_required and not value:
        yield Problem(field.step, field.key, str(field.missing or _missing(field.label)))
    elif complaint := too_long(field, value) or no_month(field, value):
        yield Problem(field.step, field.key, complaint)
    if field.kind == Kind.ROWS:
        for number, row in enumerate(value or [], start=1):
            for column in field.columns:
                if complaint := _of_column(column, row.get(column.key)):
                    yield Problem(field.step, field.key, complaint, number, column.key)
    if field.key == "what_did_not_work" and value and says_nothing(str(value)):
        yield from _reason_for_nothing(field.step, str(content.get("nothing_reason") or ""))


def _reason_for_nothing(step: Step, reason: str) -> Iterator[Problem]:
    if len(reason) < SHORTEST_REASON:
        message = _(
            "You say that nothing failed. Please say why that is so, in a sentence or two: how you looked, "
            "and what was hard even so."
        )
        yield Problem(step, "nothing_reason", message)


def _of_column(column: Field, value: Any) -> str:
    if column.is_required and not value:
        return str(column.missing or _missing(column.label))
    return too_long(column, value) or no_month(column, value)


def _missing(label: str | Promise) -> str:
    return _("“%(label)s” is still empty.") % {"label": label}


def too_long(field: Field, value: Any) -> str:
    """The complaint about a text that is longer than its field takes; empty if it fits."""
    if not field.max_length or not isinstance(value, str) or len(value) <= field.max_length:
        return ""
    return _("“%(label)s” has %(length)s characters; please shorten it to %(most)s.") % {
        "label": field.label,
        "length": len(value),
        "most": field.max_length,
    }


def no_month(field: Field, value: Any) -> str:
    """The complaint about something else where a month should be; empty if it is one, or nothing."""
    if field.kind != Kind.MONTH or not value or is_month(str(value)):
        return ""
    return _("“%(label)s” should be a year, or a year and a month, such as 2021 or 2021-07.") % {
        "label": field.label
    }


def says_nothing(text: str) -> bool:
    """Whether the answer to "what did not work?" amounts to "nothing"."""
    return fold(text) in NOTHING
