"""The form of one step of a case study: its boxes and rows, what each held when shown, and what it lacks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as filled
from typing import Any

from casestudies.content import FIELDS, FIELDS_BY_KEY, Content, Field, Kind, Problem, Step, mark_of
from casestudies.forms.fields import Box, FieldsForm, RowForm, RowsForm, plain
from casestudies.queries import Offers

MARK, CHOICE = "mark-", "choose-"


@dataclass
class Part:
    """One field of the step: a box or rows, its mark, and the other text where two crossed."""

    field: Field
    mark: str
    box: Box | None = None
    rows: RowsForm | None = None
    row_boxes: list[tuple[RowForm, list[Box]]] = filled(default_factory=list)
    notes: list[str] = filled(default_factory=list)
    theirs: Any = None

    @property
    def mark_name(self) -> str:
        return MARK + self.field.key

    @property
    def choice_name(self) -> str:
        return CHOICE + self.field.key


class StepForm:
    """``content`` is the draft; with ``data``, what was sent, of which only marked fields count as sent."""

    def __init__(
        self,
        step: Step,
        *,
        content: Content,
        offers: Offers,
        data: Any = None,
        marks: Mapping[str, str] | None = None,
        problems: Iterable[Problem] = (),
        theirs: Mapping[str, Any] | None = None,
    ) -> None:
        self.step = step
        self.fields = fields_of(step)
        self.offers = offers
        self.content = content
        self.data = data
        self.problems = list(problems)
        self.theirs = theirs or {}
        self.marks = {field.key: mark_of(field, content.get(field.key)) for field in self.fields} | dict(
            marks or {}
        )
        self.plain = FieldsForm(plain(self.fields), values=content, offers=offers, data=data)
        self.rows = {
            field.key: RowsForm(field, rows=content.get(field.key) or [], offers=offers, data=data)
            for field in self.fields
            if field.kind == Kind.ROWS
        }

    @property
    def sent_marks(self) -> dict[str, str]:
        """What each field held when it was shown to who sent it."""
        return {
            field.key: str(self.data[MARK + field.key])
            for field in self.fields
            if MARK + field.key in (self.data or ())
        }

    def values(self) -> Content:
        """What was sent and can be taken, without the fields for which the other text was chosen."""
        taken = self.plain.values()
        for key, rows in self.rows.items():
            values = rows.values()
            if not rows.has_errors:
                taken[key] = values
        sent = self.sent_marks
        return {
            key: value
            for key, value in taken.items()
            if key in sent and self.data.get(CHOICE + key) != "theirs"
        }

    @property
    def errors(self) -> list[str]:
        """Why something could not be taken, one sentence for each box."""
        forms = [self.plain, *(row for rows in self.rows.values() for row in rows.rows)]
        return [
            str(error)
            for form in forms
            if form.is_bound
            for errors in form.errors.values()
            for error in errors
        ]

    def parts(self) -> list[Part]:
        boxes = {box.field.key: box for box in self.plain.boxes()}
        return [self._part(field, boxes.get(field.key)) for field in self.fields]

    def _part(self, field: Field, box: Box | None) -> Part:
        part = Part(field, self.marks[field.key], box, theirs=self.theirs.get(field.key))
        part.notes = self._notes(field.key)
        if rows := self.rows.get(field.key):
            part.rows = rows
            part.row_boxes = [
                (row, [self._noted(box, field.key, number) for box in row.boxes()])
                for number, row in enumerate(rows.rows, start=1)
            ]
        return part

    def _noted(self, box: Box, key: str, row: int) -> Box:
        box.notes = self._notes(key, row, box.field.key)
        return box

    def _notes(self, key: str, row: int = 0, column: str = "") -> list[str]:
        return [
            problem.message
            for problem in self.problems
            if (problem.field, problem.row, problem.column) == (key, row, column)
        ]


def is_gap(problem: Problem, content: Content) -> bool:
    """Whether it only says that something is still empty: a page of a draft doesn't nag about that."""
    field = FIELDS_BY_KEY[problem.field]
    value = content.get(field.key)
    if problem.column:
        row = value[problem.row - 1] if isinstance(value, list) and problem.row <= len(value) else {}
        return not row.get(problem.column)
    return field.is_required and not value


def fields_of(step: Step) -> list[Field]:
    return [field for field in FIELDS if field.step == step]


def acted(values: Content, act: str) -> Content:
    """The values after a button beside a row: ``remove:lessons:UID``, ``up:…``, ``down:…``."""
    verb, _colon, rest = act.partition(":")
    key, _colon, uid = rest.partition(":")
    rows = list(values.get(key) or ())
    at = next((index for index, row in enumerate(rows) if row.get("uid") == uid), None)
    if at is None or verb not in {"remove", "up", "down"}:
        return values
    row = rows.pop(at)
    if verb != "remove":
        rows.insert(max(0, at - 1) if verb == "up" else at + 1, row)
    return {**values, key: rows}
