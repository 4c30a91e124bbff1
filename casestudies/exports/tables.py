"""A table alone, for spreadsheets: every cell is text, never a formula."""

from __future__ import annotations

import csv
from datetime import datetime
from io import BytesIO, StringIO

import xlsxwriter

from casestudies.exports.characters import one_line, printable
from casestudies.exports.document import Table
from casestudies.exports.spreadsheets import RISKY, safe_cell
from casestudies.exports.wording import PUBLISHER

CELL_LENGTH = 32_767  # what a cell of a spreadsheet holds
WIDEST = 60
UNDATED = datetime(2023, 8, 1)  # noqa: DTZ001 - the programme's beginning: the same file each time


def to_csv(table: Table) -> bytes:
    """With a byte order mark, without which a spreadsheet makes a mess of Khâi-Ma."""
    written = StringIO()
    writer = csv.writer(written)
    for row in (table.header, *table.rows):
        writer.writerow([safe_cell(printable(cell)) for cell in row])
    return ("\ufeff" + written.getvalue()).encode()


def to_xlsx(table: Table) -> bytes:
    """One sheet whose head stays in sight; the same table gives the same bytes."""
    packed = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(packed, options) as book:
        book.set_properties({"title": one_line(table.caption), "author": PUBLISHER, "created": UNDATED})
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        shapes = {"text_wrap": True, "valign": "top"}
        bold, plain = book.add_format({"bold": True, **shapes}), book.add_format(shapes)
        quoted = book.add_format({"quote_prefix": True, **shapes})
        for place, told in enumerate(zip(table.header, *table.rows, strict=True)):
            sheet.set_column(place, place, min(WIDEST, max(len(cell) for cell in told) + 2))
        for number, row in enumerate((table.header, *table.rows)):
            for place, cell in enumerate(row):
                text = printable(cell)[:CELL_LENGTH]
                is_risky = text.lstrip(" \n").startswith(RISKY)  # edited by hand it would become a formula
                sheet.write_string(number, place, text, bold if not number else quoted if is_risky else plain)
    return packed.getvalue()
