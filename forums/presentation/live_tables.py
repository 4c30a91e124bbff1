"""A session's questions as CSV, JSON and XLSX; docs/open-data.md describes their columns."""

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter
from django.urls import reverse
from django.utils.translation import gettext as _

from casestudies.exports.characters import printable
from casestudies.exports.spreadsheets import RISKY, safe_cell
from casestudies.presentation import absolute
from forums.models import LiveSession
from forums.presentation.live_questions import SaidQuestion
from forums.presentation.polls import PollTable, tables_as_json

SCHEMA = "municipal-safety-exchange/live-questions/1"
COLUMNS = (
    "number", "question", "context", "asker", "about", "presenter", "language", "asked_in", "state", "votes",
    "also_asked_by", "asked_at", "answered_at", "answer", "moments", "url", "answer_url",
)  # fmt: skip
FOR_FACILITATORS = ("for_publication", "reason", "owner", "due_on")
WIDTHS = {"number": 8, "question": 60, "context": 40, "answer": 60, "url": 40, "answer_url": 40}
CELL_LENGTH = 32_767  # what a cell of a spreadsheet holds

Cell = str | int


def columns(*, whole: bool) -> tuple[str, ...]:
    return (*COLUMNS, *FOR_FACILITATORS) if whole else COLUMNS


def cells(said: SaidQuestion, *, whole: bool) -> tuple[Cell, ...]:
    row: tuple[Cell, ...] = (
        said.number, said.text, said.context, said.asker, said.about, said.presenter, said.language,
        said.heard_in, said.state, said.votes, said.also_asked, _when(said.asked_at), _when(said.answered_at),
        said.answer, "; ".join(f"{one.offset} {one.url}".strip() for one in said.moments), said.url,
        said.answer_url,
    )  # fmt: skip
    if not whole:
        return row
    return (*row, "yes" if said.for_publication else "no", said.reason, said.owner, said.due_on)


def csv_pieces(questions: Sequence[SaidQuestion], *, whole: bool) -> Iterator[str]:
    """With a byte order mark, without which a spreadsheet makes a mess of Khâi-Ma."""
    yield "\ufeff" + _line(columns(whole=whole))
    for said in questions:
        yield _line(safe_cell(printable(str(cell))) for cell in cells(said, whole=whole))


def as_json(
    session: LiveSession, questions: Sequence[SaidQuestion], polls: Sequence[PollTable], *, whole: bool
) -> str:
    about = {
        "schema": SCHEMA,
        "title": session.title,
        "about": str(session.subject),
        "url": absolute(reverse("live_session", args=[session.slug])),
        "opened_at": session.opened_at,
        "closed_at": session.closed_at,
        "is_demonstration": session.is_demonstration,
        "for_publication": not whole,
    }
    rows = [_public_fields(said) if not whole else asdict(said) for said in questions]
    found = {**about, "questions": rows, "polls": tables_as_json(polls)}
    return json.dumps(found, ensure_ascii=False, indent=1, default=lambda moment: moment.isoformat()) + "\n"


def _public_fields(said: SaidQuestion) -> dict[str, Any]:
    return {name: value for name, value in asdict(said).items() if name not in FOR_FACILITATORS}


def as_xlsx(
    session: LiveSession, questions: Sequence[SaidQuestion], polls: Sequence[PollTable], *, whole: bool
) -> bytes:
    """Every cell is a number or a text, never a formula or a link; the same session gives the same bytes."""
    packed = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(packed, options) as book:
        made_at = session.closed_at or session.opened_at or session.starts_at
        title = _("Not for publication. %s") % session.title if whole else session.title
        book.set_properties(
            {"title": printable(title), "created": made_at.astimezone(UTC).replace(tzinfo=None)}
        )
        rows = [cells(said, whole=whole) for said in questions]
        _sheet(book, _("Questions"), columns(whole=whole), rows)
        if polls:
            _sheet(
                book, _("Polls"), ("poll", "kind", "people", "answer", "figure", "value"), _poll_rows(polls)
            )
    return packed.getvalue()


def _sheet(book: Any, name: str, head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    quoted = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
    for place, column in enumerate(head):
        sheet.set_column(place, place, WIDTHS.get(column, 16))
        sheet.write_string(0, place, column, bold)
    for number, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(number, place, cell, plain)
                continue
            text = printable(cell)[:CELL_LENGTH]
            is_risky = text.lstrip(" \n").startswith(RISKY)  # edited by hand it would become a formula
            sheet.write_string(number, place, text, quoted if is_risky else plain)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(head) - 1)


def _poll_rows(polls: Sequence[PollTable]) -> list[tuple[Cell, ...]]:
    return [
        (table.title, table.kind, table.people, str(row[0]), name, value)
        for table in polls
        for row in table.rows
        for name, value in zip(table.columns[1:], row[1:], strict=True)
    ]


def _line(row: Any) -> str:
    line = StringIO()
    csv.writer(line).writerow(row)
    return line.getvalue()


def _when(moment: datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""
