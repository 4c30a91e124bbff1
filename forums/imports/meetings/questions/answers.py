"""The answers in one cell: several people's, each behind a semicolon, and marks of answers by voice."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from exchange.text import clean
from forums.imports.meetings.names import (
    before_colon,
    could_be_name,
    is_sure_name,
    leads_that_are_names,
    name_of,
    split_lead,
)

_LIVE = re.compile(
    r"[(\[]?(?:(?:this question )?(?:was |has been |will be )?(?:live[\s-]answered|answered live)"
    r"|live answer|live beantwortet|beantwortet live|(?:répondue?|réponse) en direct|en direct"
    r"|(?:respondid[ao]|respuesta|contestad[ao]) en (?:directo|vivo)"
    r"|(?:respondid[ao]|resposta) (?:ao vivo|em diret[oa])|(?:rispost[oa]) (?:dal vivo|in diretta)"
    r"|(?:live|lewendig|regstreeks|mondelings?) beantwoord|mündlich beantwortet"
    r"|ライブで?回答(?:済み)?|现场(?:已)?回答|已?现场回答|已即時回答|라이브(?:로)? 답변(?:됨)?)"
    r"[)\]]?[.。]?",
    re.IGNORECASE,
)
_NEXT = re.compile(r"(?P<cut>[;；]\s*|\n\s*)(?=(?P<rest>[^;；\n]+))")


@dataclass(frozen=True, slots=True)
class Said:
    person: str
    text: str
    is_live: bool = False


class Answers:
    """Reads the cells of one file, which show together what is a name in it and what is not."""

    def __init__(self, cells: Iterable[str], people: Iterable[str]) -> None:
        cells = [cell for cell in map(clean, cells) if cell]
        self._people = frozenset(filter(None, people))
        pieces = [piece for cell in cells for piece in self._pieces(cell)]
        self._names = self._people | leads_that_are_names(
            [piece for piece in pieces if not is_live_mark(piece)], self._people
        )

    def of(self, cell: str) -> list[Said]:
        """Each answer with its person, in the order of the cell."""
        said = []
        for piece in self._pieces(clean(cell), self._names):
            lead, text = split_lead(piece, self._names)
            is_live = is_live_mark(text)
            if text.strip():
                said.append(Said(name_of(lead), "" if is_live else text.strip(), is_live))
        return said

    def may_hold_more(self, text: str) -> bool:
        """Whether a line of an answer begins as another person's would."""
        return any(is_sure_name(before_colon(line.strip())) for line in text.split("\n")[1:])

    def _pieces(self, cell: str, names: frozenset[str] = frozenset()) -> list[str]:
        """Cut at a semicolon right before a name; with a space or a line between, only before a sure one."""
        pieces, start = [], 0
        for found in _NEXT.finditer(cell):
            is_live = is_live_mark(found["rest"]) or is_live_mark(cell[start : found.start()])
            if is_live or self._is_next_person(before_colon(found["rest"]), found["cut"], names):
                pieces.append(cell[start : found.start()])
                start = found.end()
        return [piece for piece in (*pieces, cell[start:]) if piece.strip()]

    def _is_next_person(self, lead: str, cut: str, names: frozenset[str]) -> bool:
        if lead in names or lead in self._people:
            return True
        if cut.startswith("\n"):
            return False
        return could_be_name(lead) if len(cut) == 1 else is_sure_name(lead)


def is_live_mark(text: str) -> bool:
    """Whether the words only say that the answer was spoken."""
    return _LIVE.fullmatch(" ".join(text.split())) is not None
