"""The numbered notes of a document: where each quotation was said, and what else its prose rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from casestudies.exports.characters import one_line
from casestudies.exports.document import Quoted, Reference
from casestudies.exports.wording import WITHDRAWN


@dataclass(frozen=True)
class Note:
    """words: what was said, where it stands only here. text: who said it, or what is referred to."""

    number: int
    words: str
    text: str
    url: str


class Notes:
    """Gives each source its number when it is first cited; cited again, it keeps it."""

    def __init__(self) -> None:
        self._notes: dict[tuple[str, str], Note] = {}

    def of(self, cited: Quoted | Reference) -> Note:
        if isinstance(cited, Reference):
            key = ("reference", f"{one_line(cited.text)}\n{one_line(cited.url)}")
            words, text = "", one_line(cited.text)
        else:
            key = ("quotation", f"{cited.public_id}\n{one_line(cited.url)}\n{cited.in_note}")
            words, text = _said(cited)
        if key not in self._notes:
            self._notes[key] = Note(len(self._notes) + 1, words, text, one_line(cited.url))
        return self._notes[key]

    def __iter__(self) -> Iterator[Note]:
        """All that were cited so far, in the order of their numbers."""
        return iter(tuple(self._notes.values()))

    def __bool__(self) -> bool:
        return bool(self._notes)


def _said(quoted: Quoted) -> tuple[str, str]:
    if quoted.withdrawn:
        return "", f"{WITHDRAWN}."
    return (quoted.words if quoted.in_note else ""), one_line(quoted.attribution)
