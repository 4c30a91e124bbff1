"""The answers in one cell: several people's, each behind a semicolon, and marks of answers by voice."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from exchange.search.fold import fold
from exchange.text import clean
from forums.imports.meetings.names import (
    before_colon,
    could_be_name,
    is_sure_name,
    leads_that_are_names,
    name_of,
    split_lead,
)
from forums.imports.meetings.vocabulary import any_of, folded

_LIVE = any_of(
    r"\blive\b \ben.direct[oa]?\b \ben.vivo\b \bao.vivo\b \bem.diret[oa]\b \bdal.vivo\b \bin.diretta\b"
    " regstreeks lewendig mondeling mündlich"
)
_ANSWERED = any_of("answer antwo répon répondu respond respuesta contest respost rispost")
_MARKS = folded(  # a mark of a spoken answer has no other words than these
    "this question was has been will be live answered answer to verbally diese frage wurde wird ist"
    " beantwortet geantwortet antwort mündlich en direct a reçu une la cette été est répondu répondue"
    " réponse donnée au directo vivo se ha sido esta pregunta fue respondió respondido respondida"
    " respuesta contestada contestado contestó ao em direto direta foi pergunta resposta dal in diretta"
    " è stata stato questa domanda risposto risposta die vraag is lewendig regstreeks mondeling"
    " mondelings beantwoord hierdie deze werd"
)
_ASIAN_MARK = re.compile(
    r"(?:この質問は|此问题)?(?:ライブで?回答(?:済み|しました|されました)?|已?现场(?:已)?回答|已?(?:現場|即時)回答"
    r"|라이브(?:로)? 답변(?:됨|완료)?)"
)
LONGEST_MARK = 60
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
    text = " ".join(text.split()).strip("()[].。")
    if not text or len(text) > LONGEST_MARK:
        return False
    if _ASIAN_MARK.fullmatch(text):
        return True
    is_mark = _LIVE.search(text) and (_ANSWERED.search(text) or text.casefold() == "live")
    return bool(is_mark) and set(fold(text).split()) <= _MARKS
