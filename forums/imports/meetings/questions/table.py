"""The table of questions in a report: which sign separates its cells, where its head and its rows are."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import StringIO
from itertools import islice

from forums.imports.meetings.questions.columns import Column, columns_guessed, columns_named, is_head
from forums.imports.meetings.refusals import NoQuestions, TableBroken

SEPARATORS = (",", ";", "\t", "|")
MOST_ROWS = 5_000
MOST_COLUMNS = 100
MOST_BEFORE_HEAD = 60  # lines of a report before its head
MOST_READ = 2 * MOST_ROWS  # with what stands before it, and with empty lines


@dataclass(frozen=True, slots=True)
class Row:
    line: int  # where it begins
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True)
class Table:
    """``before`` is what stands above the head; ``has_loose_quotes`` where quotation marks are not CSV's.

    ``is_cut``: there are more rows than anybody reads, and the others were not looked at.
    """

    separator: str
    before: tuple[Row, ...]
    head: Row
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    is_guessed: bool = False
    has_loose_quotes: bool = False
    is_cut: bool = False
    again: frozenset[int] = field(default=frozenset())
    """Lines where the head stands again."""

    @property
    def named(self) -> frozenset[Column]:
        return frozenset(self.columns)


def table_in(text: str) -> Table:
    """Raises NoQuestions, TableBroken."""
    broken: TableBroken | None = None
    for find in (_by_names, _by_content):
        found = []
        for separator in SEPARATORS:
            try:
                rows, is_loose = rows_of(text, separator)
            except TableBroken as error:
                broken = broken or error
                continue
            if table := find(separator, rows, is_loose):
                found.append(table)
        if found:
            return max(found, key=lambda table: len(table.named - {Column.OTHER}))
    raise broken if broken and _names_questions(text) else NoQuestions


def rows_of(text: str, separator: str) -> tuple[list[Row], bool]:
    """All rows, and whether their quotation marks had to be taken as they are. Raises TableBroken."""
    try:
        return list(islice(_rows(text, separator, is_strict=True), MOST_READ)), False
    except TableBroken as error:
        if _ends_inside_quotes(text, separator):
            raise
        try:
            return list(islice(_rows(text, separator, is_strict=False), MOST_READ)), True
        except TableBroken:
            raise error from None


def _rows(text: str, separator: str, *, is_strict: bool) -> Iterator[Row]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=is_strict)
    line = 1
    try:
        for cells in reader:
            yield Row(line, tuple(cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise TableBroken(TableBroken.message % {"line": line}) from error


def _ends_inside_quotes(text: str, separator: str) -> bool:
    """Whether a sentinel behind the last line does not come out as a row of its own."""
    reader = csv.reader(StringIO(f"{text}\n\x1f\n", newline=""), delimiter=separator)
    try:
        return not any(cells == ["\x1f"] for cells in reader)
    except csv.Error:
        return True


def _by_names(separator: str, rows: list[Row], is_loose: bool) -> Table | None:
    for place, row in enumerate(rows[:MOST_BEFORE_HEAD]):
        if len(row.cells) > MOST_COLUMNS:
            continue
        columns = columns_named(row.cells)
        if is_head(columns):
            again = frozenset(below.line for below in rows[place + 1 :] if below.cells == row.cells)
            return Table(
                separator,
                tuple(rows[:place]),
                row,
                tuple(columns),
                tuple(below for below in rows[place + 1 :] if not below.is_blank),
                has_loose_quotes=is_loose,
                is_cut=len(rows) >= MOST_READ,
                again=again,
            )
    return None


def _by_content(separator: str, rows: list[Row], is_loose: bool) -> Table | None:
    """A head is the last line that has as many cells as those below it and nothing like theirs in it."""
    for place in range(min(len(rows) - 1, MOST_BEFORE_HEAD)):
        below = [row for row in rows[place + 1 :] if not row.is_blank]
        width = len(rows[place].cells)
        if not 3 <= width <= MOST_COLUMNS or not below or any(len(row.cells) != width for row in below):
            continue
        if not all(cell.strip() for cell in rows[place].cells):
            continue
        if columns := columns_guessed([row.cells for row in below]):
            return Table(
                separator,
                tuple(rows[:place]),
                rows[place],
                tuple(columns),
                tuple(below),
                is_guessed=True,
                has_loose_quotes=is_loose,
                is_cut=len(rows) >= MOST_READ,
            )
    return None


def _names_questions(text: str) -> bool:
    lines = [line[:2000] for line in text[:100_000].splitlines()[:MOST_BEFORE_HEAD]]
    return any(
        is_head(columns_named(_plain_cells(line, separator))) for line in lines for separator in SEPARATORS
    )


def _plain_cells(line: str, separator: str) -> Sequence[str]:
    return [cell.strip().strip('"') for cell in line.split(separator)]
