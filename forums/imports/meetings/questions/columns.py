"""What the columns of a Q&A report hold: by their names in a dozen languages, else by what is in them."""

import re
from collections.abc import Sequence
from enum import StrEnum

from forums.imports.meetings.moments import read_moment
from forums.imports.meetings.names import holds_address
from forums.imports.meetings.vocabulary import any_of, without_accents


class Column(StrEnum):
    NUMBER = "number"
    QUESTION = "question"
    ASKER = "asker"
    ANONYMOUS = "anonymous"
    ASKED_AT = "asked_at"
    VOTES = "votes"
    STATUS = "status"
    ANSWER = "answer"
    PERSON = "person"
    ANSWERED_AT = "answered_at"
    LIVE = "live"
    ADDRESS = "address"
    OTHER = "other"


ENOUGH_MARKS = 0.5  # of a column's cells; more question marks than that and it holds questions

# Written without accents and capitals. A word may be a part of a longer one: Fragesteller, Antwortzeit.
_MAIL = any_of(r"e-?mail \bmail correo courriel e-?pos\b \bposta メール 邮箱 電子郵件 邮件 電郵 이메일 почт")
_ANONYMOUS = any_of("anonym anonim anoniem 匿名 익명")
_VOTES = any_of(r"votes? likes? \bstimmen \bstemme \bvoto \bvotos 投票 いいね 赞 點贊 추천")
_ASKER = any_of(
    "asker asked.by submitted.by questioner frage?steller fragende gefragt.von vra(?:ag|e)steller gevra.deur"
    " gesteld.door pose.par auteur demandeur autor quien.pregunta preguntad. quem.pergunt perguntad."
    " richiedente 質問者 提问者 提問者 发问者 질문자 participante? attendee teilnehmer deelnemer"
)
_QUESTION = any_of(
    r"question \bfrage pregunt pergunta \bquestao \bvra(?:ag|e)\b domanda 質問 问题 問題 질문 umbuzo potso"
)
_ANSWER = any_of(
    "answer antwor antwoord beantwor reponse repondu respuesta respond respost rispos 回答 答え 答案"
    " 답변 응답 impendulo karabo reply replies"
)
_NAME = any_of(r"\bname \bnaam \bnom\b nombre \bnome\b 名前 氏名 姓名 名字 名称 이름")
_BY = any_of(r"\bby\b \bvon\b \bpar\b \bpor\b \bdoor\b \bdeur\b \bda\b 者")
_TIME = any_of(
    r"\btime \bdate zeit datum \bheure \bhora \bfecha \bdata\b \btyd \btijd \bora\b 時刻 時間 日時 时间"
    r" 시간 submitted created"
)
_LIVE = any_of(r"\blive\b en.direct en.vivo ao.vivo dal.vivo ライブ 现场 現場 regstreeks")
_STATUS = any_of(r"status zustand \bstate\b \betat\b \bestado \bstato\b 状態 状态 狀態 상태 toestand")
_NUMBER = re.compile(
    r"(?:(?:question|frage|vraag|pregunta|pergunta|domanda)?\s*"
    r"(?:[#＃]|n\.?[o°º]?\.?|nr\.?|num(?:ber|mer|ero)?\.?|id)|nombre|番号|序号|编号|번호)"
)
_COUNT_OF = re.compile(
    r"[#＃]\s*\S|nombre\s+de\s+question|(?:number|anzahl|numero|aantal|getal)\s+(?:of|der|de|di|van|questions?"
    r"|fragen|vrae)\b"
)


def columns_named(cells: Sequence[str]) -> list[Column]:
    return [_named(cell) for cell in cells]


def is_head(columns: Sequence[Column]) -> bool:
    """Whether a line with these columns is the head of a table of questions."""
    beside = {Column.NUMBER, Column.ASKER, Column.ANSWER, Column.ASKED_AT, Column.ADDRESS}
    return columns.count(Column.QUESTION) == 1 and len(beside & set(columns)) >= 2


def _named(cell: str) -> Column:
    name = _plain(cell)
    is_time, is_answer = _TIME.search(name), _ANSWER.search(name)
    if _NUMBER.fullmatch(name):
        return Column.NUMBER
    if not name or _COUNT_OF.match(name):
        return Column.OTHER
    if _MAIL.search(name):
        return Column.ADDRESS
    if _ANONYMOUS.search(name):
        return Column.ANONYMOUS
    if _VOTES.search(name):
        return Column.VOTES
    if _STATUS.search(name):
        return Column.STATUS
    if _LIVE.search(name) and not _NAME.search(name):
        return Column.LIVE
    if is_answer:
        if is_time and not name.startswith("answered by"):
            return Column.ANSWERED_AT
        return (
            Column.PERSON if _NAME.search(name) or _BY.search(name) or "answerer" in name else Column.ANSWER
        )
    if is_time:
        return Column.ASKED_AT
    if _ASKER.search(name) or _NAME.search(name):
        return Column.ASKER
    return Column.QUESTION if _QUESTION.search(name) else Column.OTHER


def _plain(cell: str) -> str:
    return " ".join(without_accents(cell.casefold()).split())


def columns_guessed(rows: Sequence[Sequence[str]]) -> list[Column]:
    """For a head in words that we don't know; empty where the rows don't look like questions.

    Questions end with a question mark, numbers count up, addresses are addresses; the names stand beside
    the question, and the answers in the last column of words.
    """
    width = max(map(len, rows), default=0)
    cells = [[row[place].strip() for row in rows if place < len(row)] for place in range(width)]
    columns = [Column.OTHER] * width
    questions = max(range(width), key=lambda place: _marks(cells[place]), default=None)
    if questions is None or _marks(cells[questions]) < ENOUGH_MARKS:
        return []
    columns[questions] = Column.QUESTION
    for place, column in enumerate(cells):
        if place != questions and (kind := _kind_of(column)):
            columns[place] = kind
    words = [place for place in range(width) if columns[place] is Column.OTHER and any(cells[place])]
    if words and words[0] > questions and (len(words) > 1 or Column.ADDRESS in columns[words[0] :]):
        columns[words.pop(0)] = Column.ASKER
    if words:
        columns[words[-1]] = Column.ANSWER
    is_sure = Column.NUMBER in columns or Column.ADDRESS in columns
    return columns if is_sure and len(set(columns)) > 2 else []


def _marks(cells: Sequence[str]) -> float:
    filled = [cell for cell in cells if cell]
    asked = sum("?" in cell or "？" in cell or "؟" in cell for cell in filled)
    return asked / len(cells) if cells and len(filled) * 2 > len(cells) else 0.0


def _kind_of(cells: Sequence[str]) -> Column | None:
    filled = [cell for cell in cells if cell]
    if not filled:
        return None
    if all(holds_address(cell) and " " not in cell for cell in filled):
        return Column.ADDRESS
    if all(cell.isdecimal() for cell in filled) and cells[0] == "1":
        return Column.NUMBER
    return Column.ASKED_AT if all(map(read_moment, filled)) else None
