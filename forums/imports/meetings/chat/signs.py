"""What Zoom writes into a chat beside messages: replies, reactions given and taken back, removed messages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from exchange.search.fold import fold
from forums.imports.meetings.vocabulary import folded

_OPEN, _CLOSE = '"“„«「', '"”“»」'
_QUOTED = re.compile(f"[{_OPEN}](?P<quote>.*)[{_CLOSE}]", re.DOTALL)
_REPLY = re.compile(
    r"(?:replying to|in reply to|reply to|replied to|(?:als )?antwort(?:en|et)? auf|(?:en )?réponse à"
    r"|répond à|en réponse au message|respondiendo a|respuesta a|en respuesta a|respondendo a|resposta a"
    r"|em resposta a|in risposta a|risposta a|rispondendo a|antwoord(?:en)? op|antwoord aan"
    r"|in antwoord op|als antwoord op|reactie op|reageren op|beantwoord(?:en)?(?: van)?"
    r"|返信先|回复|回覆|回應|답장)"
    rf"\s?[:：]?\s*[{_OPEN}]",
    re.IGNORECASE,
)
_REPLY_BEHIND = re.compile(
    rf"[{_OPEN}](?P<quote>[^\n]*)[{_CLOSE}]\s?(?:に返信|への返信|에 답장)[:：]?\s*(?P<words>.*)", re.DOTALL
)
_AFTER_QUOTE = re.compile(r"[^\S\n]*[:：]?[^\S\n]*(?=\n|$)|[^\S\n]*[:：]\s?|\s")

# Every word of these lines but the quoted ones and the sign is one of these, in one language or another.
_GIVEN = folded(
    "reacted reagiert reagierte réagi reaccionó reaccionado reagiu reagito gereageerd reageerde reageer"
    " gereageer"
)
_TAKEN = folded(
    "removed entfernt entfernte gelöscht supprimé retiré enlevé eliminó quitó eliminado removeu retirou"
    " rimosso verwijderd verwijderde verwyder verwyderde"
)
_REACTION = folded("reaction reaktion réaction reacción reação reazione reactie reaksie")
_SMALL = folded(
    "to with a an the from hat auf mit eine einen die der aus von zu seine ihre à avec une la sa de sur du"
    " au con se ha una su com uma da do em o al op met een van uit heeft het 'n n sy haar zijn hun in"
)
_ASIAN_GIVEN = re.compile(r"リアクション|回应|回應|反应|반응")
_ASIAN_TAKEN = re.compile(r"削除|取り消|移除|撤回|삭제|제거")
_REMOVED = re.compile(
    r"[\[(*]?(?:(?:this )?message (?:was |has been )?(?:deleted|removed|retracted)(?: by .{1,60})?"
    r"|(?:deleted|removed|unsent) (?:this |a |the )?message|\[?deleted\]"
    r"|(?:diese )?nachricht (?:wurde )?(?:gelöscht|entfernt|zurückgezogen)"
    r"|(?:ce )?message (?:a été )?(?:supprimé|retiré)"
    r"|(?:este )?mensaje (?:ha sido |fue )?eliminado|(?:se )?eliminó (?:este|un) mensaje"
    r"|(?:esta )?mensagem (?:foi )?(?:excluída|eliminada|apagada|removida)"
    r"|(?:questo )?messaggio (?:è stato )?(?:eliminato|rimosso)"
    r"|(?:dit )?bericht (?:is )?(?:verwijderd|gewist)"
    r"|(?:hierdie )?boodskap (?:is )?(?:verwyder|geskrap|uitgevee)"
    r"|(?:この)?メッセージ(?:は|が)?削除されました"
    r"|(?:此|该|這則)?(?:消息|訊息)已(?:被)?(?:删除|刪除|撤回)|(?:이 )?메시지가 삭제되었습니다)"
    r"[\])*]?[.。]?",
    re.IGNORECASE,
)
LONGEST_SIGN = 24


@dataclass(frozen=True, slots=True)
class Reacted:
    sign: str
    quote: str
    is_taken_back: bool


def reaction_in(text: str) -> Reacted | None:
    """``Reacted to "…" with 👍`` or ``Removed a 👍 reaction from "…"``, whole and nothing else."""
    found = _QUOTED.search(text)
    if not found:
        return None
    around = f"{text[: found.start()]} {text[found.end() :]}"
    if len(around) > 90 or "\n" in around.strip():
        return None
    if _ASIAN_GIVEN.search(around):
        sign = next((char for char in around if _is_sign(char)), "")
        return Reacted(sign, found["quote"], bool(_ASIAN_TAKEN.search(around))) if sign else None
    signs, words = [], set[str]()
    for piece in re.split(r"[\s]+", re.sub(r"-(?=[^\W\d_])", " ", around).strip(" .")):
        if _is_sign(piece):
            signs.append(piece)
        elif piece:
            words |= set(fold(piece).split())
    is_given, is_taken = words & _GIVEN, words & _TAKEN and words & _REACTION
    if len(signs) != 1 or not (is_given or is_taken) or words - _GIVEN - _TAKEN - _REACTION - _SMALL:
        return None
    return Reacted(signs[0], found["quote"], bool(is_taken))


def replies_in(text: str) -> Iterator[tuple[str, str]]:
    """What a reply quotes and what it says: each way to read it, the likeliest first.

    Quoted words may hold quotation marks; a quotation that a line ends is the likeliest.
    """
    if behind := _REPLY_BEHIND.match(text):
        yield behind["quote"], behind["words"].strip()
    begun = _REPLY.match(text)
    if not begun:
        return
    ways = []
    for close in re.finditer(f"[{_CLOSE}]", text[begun.end() :]):
        end = begun.end() + close.start()
        if after := _AFTER_QUOTE.match(text, end + 1):
            ends_line = text[after.end() : after.end() + 1] in {"", "\n"}
            ways.append((not ends_line, end, after.end()))
        if len(ways) > 20:
            break
    for _is_within, end, words in sorted(ways):
        yield text[begun.end() : end], text[words:].strip()


def says_removed(text: str) -> bool:
    return _REMOVED.fullmatch(text.strip()) is not None


def _is_sign(piece: str) -> bool:
    if re.fullmatch(r":[a-z0-9_+-]+:", piece):
        return True
    has_letters = any(char.isalpha() for char in piece)
    return 0 < len(piece) <= LONGEST_SIGN and not piece.isascii() and not has_letters
