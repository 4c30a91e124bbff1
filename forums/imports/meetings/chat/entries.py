"""A chat's text as entries: who wrote what, when, to whom. Two forms, old and new, in a dozen languages.

00:03:12<tab>Name:<tab>words                     from the recording's start, in a cloud recording
09:58:55 From Name to Everyone:<newline><tab>words        times of day, saved by somebody present
09:58:55<tab> From  Name : words                 the same, as it was before 2022
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import Enum

from exchange.search.fold import fold
from exchange.text import clean
from forums.imports.meetings.moments import time_of
from forums.imports.meetings.vocabulary import any_of, folded

_TIME = (
    r"(?:(?P<day>\d{4}-\d{2}-\d{2})[ T,]+)?"
    r"(?P<hours>\d{1,3}):(?P<minutes>[0-5]\d)(?::(?P<seconds>[0-5]\d))?(?:\.\d+)?(?:\s?(?P<half>[AaPp])\.?[Mm]\.?)?"
)
_OPTIONAL = ("day", "seconds", "half")
_TO_OF = {  # "From … to …", in one language after another
    "from": "to",
    "von": "an",
    "de": "à|a|para|pour",
    "da": "a",
    "van": "naar|aan|vir",
    "fra": "til",
    **dict.fromkeys(("開始", "送信元"), "宛先|送信先"),
    **dict.fromkeys(
        ("发件人", "寄件者", "来自", "來自", "从", "從", "由"), "至|到|发送给|收件人|收件者|給|给"
    ),
    **dict.fromkeys(("시작", "발신자"), "수신|수신자"),
}
_TO = {
    word: re.compile(rf"\s+(?:{to})(?=\s+\S)", re.IGNORECASE)
    for word, to in {**_TO_OF, "": "|".join(_TO_OF.values())}.items()
}
_FROM = "|".join(_TO_OF)
_SAVED = re.compile(rf"{_TIME}[ \t]+(?P<from>{_FROM})[ \t]+(?P<rest>\S.*)", re.IGNORECASE)
_RECORDED = re.compile(
    rf"{_TIME}[ \t]*\t[ \t]*(?P<name>[^\t]{{1,150}}?)[ \t]*[:：](?:\t[ \t]*(?P<text>.*)|$)"
)
_SPACED = re.compile(
    rf"(?=\d+:\d\d:\d\d){_TIME}[ \t]+(?P<name>[^\t:]{{1,80}}?)[ \t]*[:：](?:[ \t]+(?P<text>.*)|$)"
)

_IN_PRIVATE = re.compile(
    r"[(（]\s*(?:direct\s?message|privately|private|direktnachricht|privat|direkt|message\s+(?:direct|privé)"
    r"|(?:en\s+)?privé|mensaje\s+directo|(?:en\s+)?privado|mensagem\s+diret[ao]|privada|em\s+particular"
    r"|direct\s+bericht|persoonlijk|direkte?\s+boodskap|privaat|messaggio\s+diretto|privatamente|privato"
    r"|ダイレクト\s?メッセージ|プライベート|直接消息|直接訊息|私聊|私信|개인\s?메시지|다이렉트\s?메시지|비공개)"
    r"[^()（）]{0,80}[)）]",
    re.IGNORECASE,
)
_EVERYONE = folded(
    "everyone,all,all participants,everyone in meeting,everyone in the meeting,everyone publicly"
    ",meeting group chat,group chat,panelists and attendees,all panelists and attendees,attendees"
    ",all attendees,hosts panelists and attendees,alle,alle teilnehmer,jeder,alle in meeting"
    ",alle diskussionsteilnehmer und teilnehmer,tout le monde,tous,tous les participants,todos"
    ",todo el mundo,todos los participantes,todas las personas,todas as pessoas,todos os participantes"
    ",toda a gente,tutti,tutti i partecipanti,iedereen,iedereen in de vergadering,almal,elkeen"
    ",wonke umuntu,wonke wonk,bonke,bohle,batho bohle,全員,全员,皆,全ての人,所有人,所有參與者,每个人,大家"
    ",모두,모든 사람,wszyscy,все,alla,alle sammen",
    ",",
)
_FEW = any_of(
    "host panel podium co-?organi waiting warteraum attente espera attesa wagkamer wachtkamer"
    " ホスト パネリスト 主持 嘉宾 호스트"
)


class Hearing(Enum):
    EVERYONE = "everyone"
    A_FEW = "a few"
    ONE = "one"


@dataclass(frozen=True, slots=True)
class Entry:
    """``count`` is the time as hours, minutes and seconds together; ``shown`` the same as a time of day."""

    line: int
    count: timedelta
    shown: time | None
    day: date | None
    name: str
    text: str
    hearing: Hearing
    is_saved: bool  # in the form "From … to …"
    has_half_days: bool  # AM and PM


@dataclass(frozen=True, slots=True)
class _Head:
    match: re.Match[str]
    is_saved: bool


def holds_entries(text: str) -> bool:
    """Whether the text begins as a chat, or holds several entries behind words of somebody's own."""
    lines = [line for line in text.split("\n")[:400] if line.strip()]
    is_spaced = _spaced_only(lines)
    heads = [place for place, line in enumerate(lines) if _head(line, is_spaced)]
    return bool(heads) and (heads[0] == 0 or len(heads) > 2)


def cut(text: str) -> tuple[list[int], list[Entry]]:
    """The lines that stand before any entry, and the entries."""
    lines = text.split("\n")
    is_spaced = _spaced_only(lines)
    first = next(filter(None, (_head(line, is_spaced) for line in lines)), None)
    orphans: list[int] = []
    entries: list[Entry] = []
    head: _Head | None = None
    start, said = 0, list[str]()
    for number, line in enumerate(lines, start=1):
        found = _head(line, is_spaced)
        if found and first and _is_like(found, first):
            if head:
                entries.append(_entry(start, head, said))
            head, start, said = found, number, []
        elif head:
            said.append(line)
        elif line.strip():
            orphans.append(number)
    if head:
        entries.append(_entry(start, head, said))
    return orphans, entries


def hearing_of(recipient: str) -> Hearing:
    if _IN_PRIVATE.search(recipient):
        return Hearing.ONE
    if fold(recipient) in _EVERYONE:
        return Hearing.EVERYONE
    return Hearing.A_FEW if _FEW.search(recipient) else Hearing.ONE


def _spaced_only(lines: list[str]) -> bool:
    """Whether an editor made spaces of all tabs: then a colon and spaces are enough."""
    return not any(_SAVED.match(line) or _RECORDED.match(line) for line in lines)


def _head(line: str, is_spaced: bool) -> _Head | None:
    recorded, saved = _RECORDED.match(line), _SAVED.match(line)
    if recorded and not (saved and _names_everyone_or_one(saved)):
        return _Head(recorded, False)  # Van Wyk is a name, and begins no "from … to …"
    if saved:
        is_head = re.search("[:：]", saved["rest"]) or _IN_PRIVATE.search(saved["rest"])
        return _Head(saved, True) if is_head else None
    spaced = _SPACED.match(line) if is_spaced else None
    return _Head(spaced, False) if spaced else None


def _names_everyone_or_one(saved: re.Match[str]) -> bool:
    head = re.split(r"\s*[:：]", saved["rest"], maxsplit=1)[0]
    return _IN_PRIVATE.search(head) is not None or _TO[saved["from"].lower()].search(head) is not None


def _is_like(head: _Head, first: _Head) -> bool:
    """An entry's time is written as the first one's: a message may hold lines that begin with a time.

    What is private is an entry of its own in any case, lest its words come with the message above.
    """
    if _IN_PRIVATE.search(head.match[0]):
        return True
    return all((head.match[group] is None) == (first.match[group] is None) for group in _OPTIONAL)


def _entry(line: int, head: _Head, said: list[str]) -> Entry:
    found = head.match
    if head.is_saved:
        name, hearing, begun = _addressed(found)
    else:
        name, hearing = _without_recipient(found["name"])
        begun = found["text"] or ""
    told = found["hours"], found["minutes"], found["seconds"]
    return Entry(
        line=line,
        count=timedelta(hours=int(told[0]), minutes=int(told[1]), seconds=int(told[2] or 0)),
        shown=time_of(*told, found["half"]),
        day=_day(found["day"]),
        name=name,
        text=clean("\n".join([begun, *(part.removeprefix("\t") for part in said)])),
        hearing=hearing,
        is_saved=head.is_saved,
        has_half_days=bool(found["half"]),
    )


def _addressed(saved: re.Match[str]) -> tuple[str, Hearing, str]:
    """Name, recipient and the words on the same line. Without a recipient it was said to everyone."""
    rest = saved["rest"]
    head, text = (*re.split(r"\s*[:：]", rest, maxsplit=1), "")[:2]
    private = _IN_PRIVATE.search(rest)
    if private and re.match(
        r"\s*(?:[:：]|$)", rest[private.end() :]
    ):  # a colon in a name must not make it public
        head, text = rest[: private.end()], re.sub(r"^\s*[:：]", "", rest[private.end() :])
    parts = list(_TO[saved["from"].lower()].finditer(head))
    if not parts:
        return head.strip(), Hearing.EVERYONE, text.strip()
    return head[: parts[-1].start()].strip(), hearing_of(head[parts[-1].end() :].strip()), text.strip()


def _without_recipient(name: str) -> tuple[str, Hearing]:
    """The form with tabs names a recipient only where it is not everyone: else "to" is a part of a name."""
    for part in _TO[""].finditer(name):
        recipient = name[part.end() :].strip()
        hearing = hearing_of(recipient)
        is_sure = hearing is Hearing.EVERYONE or _IN_PRIVATE.search(recipient)
        if is_sure or (hearing is Hearing.A_FEW and part[0].strip().lower() == "to"):
            return name[: part.start()].strip(), hearing
    return name.strip(), Hearing.ONE if _IN_PRIVATE.search(name) else Hearing.EVERYONE


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def in_order(entries: list[Entry]) -> Iterator[tuple[Entry, bool]]:
    """Each entry, and whether its time is before that of the entry above it."""
    above: Entry | None = None
    for entry in entries:
        goes_back = above is not None and entry.day == above.day and entry.count < above.count
        yield entry, goes_back and not entry.has_half_days
        above = entry
