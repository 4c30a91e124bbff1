"""A Q&A report of Zoom as questions with their answers."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from exchange.search.fold import fold
from exchange.text import clean
from forums.imports.meetings.likeness import nearly_alike
from forums.imports.meetings.meeting import Answer, Kind, Meeting, Question, Start, When, keys_of
from forums.imports.meetings.moments import read_moment
from forums.imports.meetings.names import holds_address, is_anonymous, name_of
from forums.imports.meetings.questions.answers import Answers
from forums.imports.meetings.questions.columns import Column
from forums.imports.meetings.questions.heading import heading_of
from forums.imports.meetings.questions.table import MOST_ROWS, Row, Table
from forums.imports.meetings.refusals import MeetingTooLong, NothingToImport
from forums.imports.meetings.report import Point, Reason, Tally
from forums.imports.meetings.vocabulary import folded

YES = folded("yes y true 1 ja oui si sim はい 是 예 x")
_NO = folded("no n false 0 nein nee non nao いいえ 否") | {""}
_DISMISSED = ("dismiss", "abgelehnt", "verworfen", "ignor", "descart", "rejet", "却下", "忽略")


def read_questions(table: Table, start: Start, tally: Tally) -> Meeting:
    """``start`` is what the file's name tells. Raises MeetingUnreadable."""
    if table.is_cut or len(table.rows) > MOST_ROWS:
        raise MeetingTooLong(MeetingTooLong.message % {"most": MOST_ROWS})
    heading = heading_of(table.before, tally)
    questions = _Reader(table, tally).questions()
    if not questions:
        raise NothingToImport(NothingToImport.message % {"why": _("the table has no questions.")})
    if heading.count is not None and heading.count != len(questions):
        told = {"told": heading.count, "read": len(questions)}
        tally.note(_("the file"), Point.OTHER_COUNT, _("%(told)s there, %(read)s read") % told)
    alike = nearly_alike([question.text for question in questions])
    for first, second in alike:
        tally.note(questions[second].where, Point.LOOKS_ALIKE, questions[first].where)
    said = [(Kind.ZOOM_QUESTIONS, question.text, question.asker, question.when) for question in questions]
    return Meeting(
        kind=Kind.ZOOM_QUESTIONS,
        report=tally.report(),
        title=heading.title,
        start=heading.start if heading.start.at else start,
        duration=heading.duration,
        questions=tuple(
            replace(question, key=key) for question, key in zip(questions, keys_of(said), strict=True)
        ),
        alike=alike,
    )


@dataclass
class _Reader:
    table: Table
    tally: Tally
    read: list[Question] = field(default_factory=list)
    places: dict[object, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        table = self.table
        names = [self._cell(row, Column.ASKER) for row in table.rows]
        names += [self._cell(row, Column.PERSON) for row in table.rows]
        people = {name_of(name) for name in names if not is_anonymous(name)}
        self.answers = Answers((cell for row in table.rows for cell in self._answer_cells(row)), people)

    def questions(self) -> list[Question]:
        self._note_columns()
        for row in self.table.rows:
            self.tally.found += 1
            self._read(row)
        return self.read

    def _read(self, row: Row) -> None:
        where = _("line %s") % row.line
        text = clean(self._cell(row, Column.QUESTION))
        number = self._cell(row, Column.NUMBER)
        said = self._said(row, where)
        if row.line in self.table.again or self._is_no_row(row, number, text):
            self.tally.leave_out(where, Reason.NOT_A_QUESTION)
        elif (place := self._known(row, number, text)) is not None:
            self.read[place] = _with(self.read[place], said)
            self.tally.folded += 1
        elif not text:
            self.tally.leave_out(where, Reason.EMPTY)
        else:
            self._remember(row, number, text)
            self.read.append(_with(self._question(row, text, where), said))
            self.tally.kept += 1

    def _is_no_row(self, row: Row, number: str, text: str) -> bool:
        """A line below or between, such as a sum or a title: one cell, or words for a number."""
        filled = [cell for cell in row.cells if cell.strip()]
        if not row.cells or (len(row.cells) == 1 and len(self.table.columns) > 1):
            return True
        return not text and bool(number) and not number.isdecimal() and len(filled) <= 2

    def _known(self, row: Row, number: str, text: str) -> int | None:
        """The place of the question that this row says more of, if it is one of those above."""
        has_words = any(cell.strip() for cell in self._answer_cells(row))
        last = len(self.read) - 1
        if text:
            place = self.places.get(self._identity(row, number, text))
            is_sure = number or self._cell(row, Column.ASKED_AT)
            return place if is_sure or (place == last and has_words) else None
        if not self.read or not has_words:
            return None
        return self.places.get(("number", number)) if number else last

    def _remember(self, row: Row, number: str, text: str) -> None:
        place = len(self.read)
        self.places[self._identity(row, number, text)] = place
        if number:
            self.places["number", number] = place
            self.places[self._identity(row, "", text)] = place

    def _identity(self, row: Row, number: str, text: str) -> object:
        """The same question: its number and words, or, where it has no number, who asked it when."""
        if number:
            return number, text
        return "", text, self._cell(row, Column.ASKER), self._cell(row, Column.ASKED_AT)

    def _question(self, row: Row, text: str, where: str) -> Question:
        named = self._cell(row, Column.ASKER)
        anonymous = is_anonymous(named) or fold(self._cell(row, Column.ANONYMOUS)) in YES
        if holds_address(named):
            self.tally.note(where, Point.ADDRESS_IN_NAME)
        status = self._cell(row, Column.STATUS).casefold()
        dismissed = any(word in status for word in _DISMISSED)
        if dismissed:
            self.tally.note(where, Point.DISMISSED)
        votes = self._cell(row, Column.VOTES)
        return Question(
            text=text,
            asker="" if anonymous else name_of(named),
            is_anonymous=anonymous,
            when=self._when(row, Column.ASKED_AT, where),
            votes=int(votes) if votes.isdecimal() and len(votes) < 8 else None,
            is_dismissed=dismissed,
            where=where,
        )

    def _said(self, row: Row, where: str) -> list[tuple[Answer, bool]]:
        """What this row answers; the mark tells whether it was spoken."""
        when = self._when(row, Column.ANSWERED_AT, where)
        person = name_of(self._cell(row, Column.PERSON))
        said = []
        for cell in self._answer_cells(row):
            for piece in self.answers.of(cell):
                if self.answers.may_hold_more(piece.text):
                    self.tally.note(where, Point.ANOTHER_ANSWER)
                answer = Answer(piece.person or person, piece.text, when, where)
                said.append((answer, piece.is_live))
        if fold(self._cell(row, Column.LIVE)) not in _NO:
            said.append((Answer(person, "", when, where), True))
        return said

    def _when(self, row: Row, column: Column, where: str) -> When:
        told = self._cell(row, column)
        if not told or column not in self.table.named:
            return When()
        read = read_moment(told)
        if read is None:
            self.tally.note(where, Point.TIME_UNREADABLE, told[:40])
            return When()
        if read.is_unsure:
            self.tally.note(where, Point.DAY_OR_MONTH, told[:40])
        return When(moment=read.here)

    def _cell(self, row: Row, wanted: Column) -> str:
        """What the row has in these columns: a first and a last name are two."""
        pairs = zip(self.table.columns, row.cells, strict=False)
        return " ".join(filter(None, (cell.strip() for column, cell in pairs if column is wanted)))

    def _answer_cells(self, row: Row) -> list[str]:
        pairs = zip(self.table.columns, row.cells, strict=False)
        cells = [cell for column, cell in pairs if column is Column.ANSWER]
        beyond = [cell for cell in row.cells[len(self.table.columns) :] if cell.strip()]
        return [*cells, *beyond]

    def _note_columns(self) -> None:
        table, note = self.table, self.tally.note
        if table.is_guessed:
            note(_("line %s") % table.head.line, Point.GUESSED_COLUMNS, ", ".join(table.columns))
        if table.has_loose_quotes:
            note(_("the file"), Point.LOOSE_QUOTES)
        for name, column in zip(table.head.cells, table.columns, strict=True):
            if column is Column.ADDRESS:
                note(_("line %s") % table.head.line, Point.ADDRESSES_LEFT, name.strip())
            elif column is Column.OTHER and name.strip():
                note(_("line %s") % table.head.line, Point.COLUMN_LEFT, name.strip())
        for row in table.rows:
            if any(cell.strip() for cell in row.cells[len(table.columns) :]):
                note(_("line %s") % row.line, Point.STRAY_CELLS)


def _with(question: Question, said: Sequence[tuple[Answer, bool]]) -> Question:
    """The question with these answers too; one that stands there already is not said twice."""
    answers = {(answer.person, answer.text): answer for answer in question.answers}
    for answer, is_live in said:
        if is_live:
            by = question.answered_live_by or answer.person
            question = replace(question, is_answered_live=True, answered_live_by=by)
        else:
            answers.setdefault((answer.person, answer.text), answer)
    return replace(question, answers=tuple(answers.values()))
