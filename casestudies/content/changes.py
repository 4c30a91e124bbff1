"""What changed between two contents: which fields, which rows, and word by word. Pure."""

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casestudies.content.field import Field, Kind, Step
from casestudies.content.fields import FIELDS
from casestudies.content.reading import Labels, read_value

TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
SENTENCE = re.compile(r"(?<=[.!?\n])(?![.!?\n])")
MOST_PAIRS = 60_000  # of equal words, above which comparing would take seconds


@dataclass(frozen=True)
class Piece:
    """Words that stayed (""), that only the earlier text has ("-") or only the later one ("+")."""

    sign: str
    text: str


@dataclass(frozen=True)
class Change:
    """One value that differs: of a field, or of one column in a row (``row`` counts from 1)."""

    field: Field
    pieces: tuple[Piece, ...]
    column: Field | None = None
    row: int = 0
    is_new_row: bool = False
    is_gone_row: bool = False

    @property
    def before(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.sign != "+"]

    @property
    def after(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.sign != "-"]


@dataclass(frozen=True)
class ChangedField:
    """A field that differs, with each of its values that do; a field without rows has one."""

    field: Field
    changes: tuple[Change, ...]
    is_reordered: bool = False


def changed_fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Field]:
    """The fields whose values differ, in the order of the form."""
    return [field for field in FIELDS if before.get(field.key) != after.get(field.key)]


def changed_steps(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Step]:
    """The steps of the form in which something differs."""
    return list(dict.fromkeys(field.step for field in changed_fields(before, after)))


def difference(before: Mapping[str, Any], after: Mapping[str, Any], labels: Labels) -> list[ChangedField]:
    """Every field that differs, word by word; keys are shown by what ``labels`` call them."""
    return [
        _difference(field, before.get(field.key), after.get(field.key), labels)
        for field in changed_fields(before, after)
    ]


def _difference(field: Field, before: Any, after: Any, labels: Labels) -> ChangedField:
    if field.kind != Kind.ROWS:
        return ChangedField(field, (Change(field, _pieces(field, before, after, labels)),))
    changes = tuple(_row_changes(field, before or [], after or [], labels))
    return ChangedField(field, changes, is_reordered=not changes)


def _row_changes(
    field: Field, before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]], labels: Labels
) -> Iterator[Change]:
    """Rows are the same where their uid is; a row's number is its place now, of one that went, then."""
    earlier = {row["uid"]: row for row in before}
    remaining = {row["uid"] for row in after}
    for number, row in enumerate(after, start=1):
        old = earlier.get(row["uid"], {})
        for column in field.columns:
            if old.get(column.key) != row.get(column.key) and (old or row.get(column.key)):
                pieces = _pieces(column, old.get(column.key), row.get(column.key), labels)
                yield Change(field, pieces, column, number, is_new_row=not old)
    for number, row in enumerate(before, start=1):
        if row["uid"] not in remaining:
            for column in field.columns:
                if row.get(column.key):
                    pieces = _pieces(column, row.get(column.key), None, labels)
                    yield Change(field, pieces, column, number, is_gone_row=True)


def _pieces(field: Field, before: Any, after: Any, labels: Labels) -> tuple[Piece, ...]:
    """A tick, a term and the like change as a whole; only what people typed is compared by its words."""
    texts = [_words(field, value, labels) for value in (before, after)]
    if field.kind in {Kind.LINE, Kind.TEXT, Kind.PROSE}:
        return tuple(words_changed(*texts))
    return tuple(Piece(sign, text) for sign, text in zip("-+", texts, strict=True) if text)


def _words(field: Field, value: Any, labels: Labels) -> str:
    if field.kind == Kind.TICK:
        return "✓" if value else "–"
    return read_value(field, value, labels).text


def words_changed(before: str, after: str) -> list[Piece]:
    """The two texts as pieces: joined without "+" they are ``before``, joined without "-" ``after``.

    What both begin and end with is set aside first. Where the rest is still so long that comparing each
    word with each would take seconds, whole sentences are compared, and words only inside those that differ.
    """
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    head, tail = old[:start], old[len(old) - end :]
    old, new = old[start : len(old) - end], new[start : len(new) - end]
    middle = _compared(old, new) if _is_affordable(old, new) else _by_sentences("".join(old), "".join(new))
    return _joined([Piece("", "".join(head)), *middle, Piece("", "".join(tail))])


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """How many words both begin with."""
    length = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        length += 1
    return length


def _by_sentences(before: str, after: str) -> list[Piece]:
    """Sentences that came in the place of as many others are compared with them, word by word."""
    old, new = SENTENCE.split(before), SENTENCE.split(after)
    pieces: list[Piece] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("", "".join(old[a:b])))
        elif b - a == d - c:
            for one, other in zip(old[a:b], new[c:d], strict=True):
                pieces += _in_sentence(one, other)
        else:
            pieces += _in_sentence("".join(old[a:b]), "".join(new[c:d]))
    return pieces


def _in_sentence(before: str, after: str) -> list[Piece]:
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    if not _is_affordable(old, new):
        return [Piece("-", before), Piece("+", after)]
    return _compared(old, new)


def _is_affordable(old: Sequence[str], new: Sequence[str]) -> bool:
    """difflib tries each pair of equal words, but for those that make up more than a hundredth of a text."""
    counts = Counter(new)
    most = len(new) // 100 + 1 if len(new) >= 200 else len(new)
    return sum(counts[word] for word in old if counts[word] <= most) <= MOST_PAIRS


def _compared(old: Sequence[str], new: Sequence[str]) -> list[Piece]:
    matcher = difflib.SequenceMatcher(None, old, new)
    pieces = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece("", "".join(old[a:b])))
        else:
            pieces += [Piece("-", "".join(old[a:b])), Piece("+", "".join(new[c:d]))]
    return pieces


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Empty pieces dropped; what changed together said together, though a space between stayed the same."""
    joined: list[Piece] = []
    gone, come, space = "", "", ""
    for piece in [*pieces, Piece("", "end")]:
        if piece.sign == "-":
            gone, come, space = gone + space + piece.text, come + space, ""
        elif piece.sign == "+":
            gone, come, space = gone + space, come + space + piece.text, ""
        elif (gone or come) and piece.text.isspace():
            space += piece.text
        elif piece.text:
            joined += [Piece("-", gone), Piece("+", come), Piece("", space + piece.text)]
            gone = come = space = ""
    joined[-1] = Piece("", joined[-1].text.removesuffix("end"))
    return [piece for piece in joined if piece.text]
