"""The files of a Polis export, read. Each function takes a file's bytes and raises PolisUnreadable."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO

from casestudies.exports.spreadsheets import unsafe_cell
from exchange.text import clean
from forums.opinion.polis.refusals import NotPolis, PolisTooLarge, TwiceThere, WrongCell
from forums.opinion.polis.rows import Comment, Participant, Summary, VoteTable
from forums.opinion.polis.writing import COMMENT_COLUMNS

LARGEST = 20 * 1024 * 1024
MOST_CELLS = 2_000_000
LONGEST_NUMBER = 15  # digits; a moment in milliseconds has 13
VOTES: dict[str, int | None] = {"": None, "1": 1, "0": 0, "-1": -1}
NEEDED_OF_PARTICIPANT = ("participant", "group-id")
NEEDED_OF_COMMENT = tuple(name for name in COMMENT_COLUMNS if name != "datetime")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def read_summary(content: bytes) -> Summary:
    """Counts that are not there are 0, words that are not there empty."""
    told: dict[str, tuple[int, str]] = {}
    for line, cells in _lines(content):
        if len(cells) > 1:
            told[cells[0].strip().lower()] = (line, cells[1])
    if "topic" not in told:
        raise NotPolis

    def words(name: str) -> str:
        return clean(unsafe_cell(told.get(name, (0, ""))[1])).strip()

    def count(name: str) -> int:
        line, cell = told.get(name, (0, ""))
        return _number(line, name, cell) if cell.strip() else 0

    return Summary(
        topic=words("topic"),
        url=words("url"),
        views=count("views"),
        voters=count("voters"),
        voters_in_conversation=count("voters-in-conv"),
        commenters=count("commenters"),
        comments=count("comments"),
        groups=count("groups"),
        description=words("conversation-description"),
    )


def read_comments(content: bytes) -> tuple[Comment, ...]:
    comments: dict[int, Comment] = {}
    for line, row in _rows(content, NEEDED_OF_COMMENT):
        number = _number(line, "comment-id", row["comment-id"])
        if number in comments:
            raise TwiceThere(line, number)
        comments[number] = Comment(
            number=number,
            author=_number(line, "author-id", row["author-id"]),
            created_at=_moment(line, row["timestamp"]),
            agrees=_number(line, "agrees", row["agrees"]),
            disagrees=_number(line, "disagrees", row["disagrees"]),
            moderated=_moderated(line, row["moderated"]),
            text=clean(unsafe_cell(row["comment-body"])).strip(),
        )
    return tuple(comments.values())


def read_votes(content: bytes) -> VoteTable:
    """Columns whose name is a number are statements. Counts are counted anew, not believed."""
    statements: list[str] = []
    participants: dict[int, Participant] = {}
    for line, row in _rows(content, NEEDED_OF_PARTICIPANT):
        if not participants:
            statements = [name for name in row if name.isascii() and name.isdecimal()]
        if len(statements) * (len(participants) + 1) > MOST_CELLS:
            raise PolisTooLarge
        number = _number(line, "participant", row["participant"])
        if number in participants:
            raise TwiceThere(line, number)
        group = row["group-id"].strip()
        wrote = row.get("n-comments", "").strip()
        participants[number] = Participant(
            number=number,
            group=_number(line, "group-id", group) if group else None,
            comments=_number(line, "n-comments", wrote) if wrote else 0,
            votes=tuple(_vote(line, name, row[name]) for name in statements),
        )
    numbers = tuple(_number(1, "comment-id", name) for name in statements)
    return VoteTable(numbers, tuple(participants.values()))


def _lines(content: bytes) -> Iterator[tuple[int, list[str]]]:
    if len(content) > LARGEST:
        raise PolisTooLarge
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")  # what Excel writes unless told otherwise
    if "\x00" in text:
        raise NotPolis
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, cells
    except csv.Error as error:
        raise NotPolis from error


def _rows(content: bytes, needed: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    lines = _lines(content)
    _line, head = next(lines, (0, []))
    names = [name.strip().lower() for name in head]
    if any(name not in names for name in needed) or len(set(names)) < len(names):
        raise NotPolis
    for line, cells in lines:
        yield line, dict(zip(names, [*cells, *[""] * (len(names) - len(cells))], strict=False))


def _number(line: int, column: str, cell: str) -> int:
    digits = cell.strip().removesuffix(".0")  # as some spreadsheets write whole numbers
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= LONGEST_NUMBER):
        raise WrongCell(line, column, cell)
    return int(digits)


def _moment(line: int, cell: str) -> datetime:
    try:
        return EPOCH + timedelta(milliseconds=_number(line, "timestamp", cell))
    except OverflowError as error:
        raise WrongCell(line, "timestamp", cell) from error


def _moderated(line: int, cell: str) -> int:
    text = cell.strip().removesuffix(".0")
    if text not in ("-1", "0", "1"):
        raise WrongCell(line, "moderated", cell)
    return int(text)


def _vote(line: int, column: str, cell: str) -> int | None:
    try:
        return VOTES[cell.strip().removesuffix(".0")]
    except KeyError as error:
        raise WrongCell(line, column, cell) from error
