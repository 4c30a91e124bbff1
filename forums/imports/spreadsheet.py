"""Threads from CSV: columns number, parent, author, posted_at, text, title. Our own files fit."""

import csv
from collections.abc import Iterator
from hashlib import sha256
from io import StringIO

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casestudies.exports.spreadsheets import unsafe_cell
from exchange.text import clean
from forums.imports.parsed import (
    HIGHEST_NUMBER,
    LARGEST,
    LONGEST_POST,
    MOST_POSTS,
    FileTooLong,
    ParsedPost,
    ParsedThread,
    Report,
    UnreadableFile,
    author_of,
    moment_of,
    settled,
)

NEEDED = ("number", "text")
KNOWN = ("number", "parent", "author", "posted_at", "text", "title")


class NoTable(UnreadableFile):
    message = gettext_lazy(
        "This is no table that we read. Save it as CSV (UTF-8) with a first line that names the columns: "
        "number, parent, author, posted_at, text."
    )


class NothingInIt(UnreadableFile):
    message = gettext_lazy("No row of the file has a number and a text. Please check its columns.")


def read_spreadsheet(content: bytes) -> ParsedThread:
    """Raises UnreadableFile."""
    if len(content) > LARGEST:
        raise FileTooLong
    report = Report()
    rows = list(_rows(content))
    posts = [post for line, row in rows if (post := _post(row, _("line %s") % line, report))]
    if not posts:
        raise NothingInIt
    title = next((title for _line, row in rows if (title := _cell(row, "title"))), "")
    first = min(posts, key=lambda post: post.number)
    told = f"{title}\n{first.number}\n{first.author}\n{first.posted_at}\n{first.text}"
    return ParsedThread(
        source="csv",
        key=f"csv:{sha256(told.encode()).hexdigest()[:32]}",
        title=" ".join(title.split()),
        posts=settled(posts, report),
        remarks=tuple(report.remarks),
    )


def _rows(content: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")  # what Excel writes unless told otherwise
    if "\x00" in text:
        raise NoTable
    head = text.split("\n", 1)[0]
    separator = ";" if head.count(";") > head.count(",") else ","
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        names = [name.strip().lower() for name in next(reader, [])]
        if any(name not in names for name in NEEDED):
            raise NoTable
        for count, cells in enumerate(reader):
            if count > 2 * MOST_POSTS:
                raise FileTooLong
            if any(cell.strip() for cell in cells):
                yield reader.line_num, dict(zip(names, cells, strict=False))
    except csv.Error as error:
        raise NoTable from error


def _cell(row: dict[str, str], name: str) -> str:
    return clean(unsafe_cell(row.get(name, "")))


def _post(row: dict[str, str], where: str, report: Report) -> ParsedPost | None:
    number = _number(_cell(row, "number"))
    text = _cell(row, "text").strip()
    if number is None:
        report.leave_out(where, _("Its number is no whole number from 1."))
        return None
    if not text:
        report.leave_out(where, _("It has no text."))
        return None
    if len(text) > LONGEST_POST:
        report.leave_out(where, _("It is longer than 20,000 characters. Please split it."))
        return None
    told = _cell(row, "parent").strip()
    parent = _number(told)
    if told and parent is None:
        report.note(where, _("“%s” is no number of a post: it stands by itself.") % told[:20])
    if parent == number:
        report.note(where, _("It answers itself: it stands by itself."))
        parent = None
    return ParsedPost(
        number=number,
        parent=parent,
        author=author_of(_cell(row, "author")),
        posted_at=moment_of(_cell(row, "posted_at"), where=where, report=report, now=timezone.now()),
        text=text,
        where=where,
    )


def _number(text: str) -> int | None:
    text = text.strip().removesuffix(".0")  # as some spreadsheets write whole numbers
    is_number = text.isascii() and text.isdecimal() and len(text) <= 8
    return int(text) if is_number and 1 <= int(text) <= HIGHEST_NUMBER else None
