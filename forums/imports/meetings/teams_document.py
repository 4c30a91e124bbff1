"""A transcript of Teams as Word document: who begins to speak when, and what they say until the next.

Amina Demo   0:03                    a name and a time, in a paragraph of their own or above the words
0:0:3.110 --> 0:0:6.420              times, then a name, then the words, as it was before 2023
"""

import re
from bisect import bisect
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _

from forums.imports.meetings.meeting import Cue, Kind, Meeting, Start, Told, keys_of
from forums.imports.meetings.moments import read_duration, read_moment, start_from_name
from forums.imports.meetings.names import (
    MOST_SMALL_WORDS,
    could_be_name,
    holds_address,
    is_sure_name,
    name_of,
)
from forums.imports.meetings.refusals import MeetingTooLong, NotATranscript, NothingToImport
from forums.imports.meetings.report import Point, Reason, Report, Tally
from forums.imports.meetings.word import Line

MOST_TURNS = 50_000
QUARTER = timedelta(minutes=15)
FURTHEST = timedelta(hours=14)  # from UTC, of any zone

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})"
_WIDE = re.compile(rf"(?P<name>\S.{{0,149}}?)\s{{2,40}}{_TIME}")
_NARROW = re.compile(rf"(?P<name>\S.{{0,149}}?)\s{{1,40}}{_TIME}")
_ALONE = re.compile(rf"{_TIME}(?:\.\d+)?")
_SPANNING = re.compile(
    r"(\d{1,3}):(\d{1,2}):(\d{1,2})(?:[.,](\d{1,9}))?\s*-->\s*(\d{1,3}):(\d{1,2}):(\d{1,2})(?:[.,](\d{1,9}))?"
)
_SWITCHED = re.compile(
    r"(?P<name>\S.{0,150}?)(?:\s+(?:(?:has\s+)?(?:stopped|started|paused|resumed|ended)\s+(?:the\s+)?(?:transcription|recording)"
    r"|hat\s+die\s+(?:Transkription|Aufzeichnung)\s+(?:beendet|gestoppt|gestartet|angehalten|begonnen)"
    r"|a\s+(?:arrêté|démarré|commencé|lancé|interrompu)\s+(?:la\s+transcription|l['’]enregistrement)"
    r"|(?:ha\s+)?(?:detuvo|detenido|inició|iniciado|finalizó|finalizado)\s+la\s+(?:transcripción|grabación)"
    r"|(?:parou|interrompeu|iniciou|encerrou|terminou)\s+a\s+(?:transcrição|gravação)"
    r"|ha\s+(?:interrotto|avviato|arrestato|terminato)\s+la\s+(?:trascrizione|registrazione)"
    r"|heeft\s+(?:de\s+)?(?:transcriptie|opname)\s+(?:gestopt|gestart|beëindigd)"
    r"|(?:is\s+)?(?:gestopt|gestart)\s+met\s+(?:transcriberen|opnemen)"
    r"|het\s+(?:die\s+)?(?:transkripsie|opname)\s+(?:gestop|begin|beëindig|gestaak)"
    r")|\s*さんが文字起こしを(?:停止|開始)しました|\s*已?(?:停止|开始)了?(?:转录|听录|轉錄))[.。]?(?:\s+[\d:]+)?",
    re.IGNORECASE,
)
_ENDED = re.compile(
    r"(?:the )?(?:transcription|recording|meeting) (?:has |was )?(?:been )?(?:stopped|ended)\.?",
    re.IGNORECASE,
)


@dataclass
class _Turn:
    line: Line
    name: str
    start: timedelta
    end: timedelta | None = None
    said: list[str] = field(default_factory=list)

    @property
    def where(self) -> str:
        return _("paragraph %s") % self.line.paragraph


@dataclass(frozen=True)
class Turns:
    """A document's lines, and at which of them voices begin: the turn, and how many lines its head takes."""

    lines: list[Line]
    heads: dict[int, tuple[_Turn, int]]


def turns_in(lines: list[Line]) -> Turns:
    """Raises NotATranscript."""
    heads = _heads(lines)
    if not heads:
        raise NotATranscript
    if len(heads) > MOST_TURNS:
        raise MeetingTooLong(MeetingTooLong.message % {"most": MOST_TURNS})
    return Turns(lines, heads)


def read_turns(found: Turns, start: Start, tally: Tally) -> Meeting:
    """``start`` is what the file's name tells. Raises MeetingUnreadable."""
    first = min(found.heads)
    about = _about(found.lines[:first], start, tally)
    cues = _cues(_turns(found.lines, first, found.heads, tally), tally)
    if not cues:
        raise NothingToImport(NothingToImport.message % {"why": _("nobody says a word.")})
    said = [(Kind.TEAMS_DOCUMENT, cue.start, cue.name, cue.text) for cue in cues]
    return replace(
        about,
        report=tally.report(),
        cues=tuple(replace(cue, key=key) for cue, key in zip(cues, keys_of(said), strict=True)),
    )


def _heads(lines: list[Line]) -> dict[int, tuple[_Turn, int]]:
    """Where voices begin.

    With the gap that Teams leaves before the time a line is a head for sure. A document without such gaps
    was rewritten by another program; there a head begins a paragraph and holds nothing but a name.
    """
    for find in (_spanning, _wide, _apart, _narrow):
        if heads := {place: head for place in range(len(lines)) if (head := find(lines, place))}:
            return _with_those_unlike(lines, heads) if find is _wide else heads
    return {}


def _with_those_unlike(
    lines: list[Line], heads: dict[int, tuple[_Turn, int]]
) -> dict[int, tuple[_Turn, int]]:
    """Also heads that are written otherwise: of a voice that has others, or whose time fits between them."""
    known = {turn.name for turn, _size in heads.values()}
    places = sorted(heads)
    latest = timedelta(0)
    all_heads: dict[int, tuple[_Turn, int]] = {}
    for place in range(len(lines)):
        head = heads.get(place) or _apart(lines, place) or _narrow(lines, place)
        if head and place not in heads and head[0].name not in known:
            later = bisect(places, place)
            following = heads[places[later]][0].start if later < len(places) else None
            head = head if _fits(head[0], latest, following) else None
        if head:
            all_heads[place] = head
            latest = max(latest, head[0].start)
    return all_heads


def _fits(turn: _Turn, latest: timedelta, following: timedelta | None) -> bool:
    return is_sure_name(turn.name) and latest <= turn.start and (following is None or turn.start <= following)


def _wide(lines: list[Line], place: int) -> tuple[_Turn, int] | None:
    found = _WIDE.fullmatch(lines[place].text)
    if not found:
        return None
    is_short = lines[place].is_first and len(found["name"].split()) <= MOST_SMALL_WORDS
    if not is_short and not could_be_name(found["name"]):  # words of a turn that end with a time
        return None
    return _Turn(lines[place], found["name"], _time(*found.groups()[1:])), 1


def _narrow(lines: list[Line], place: int) -> tuple[_Turn, int] | None:
    found = _NARROW.fullmatch(lines[place].text) if lines[place].is_first else None
    if not found or not could_be_name(found["name"]):
        return None
    return _Turn(lines[place], found["name"], _time(*found.groups()[1:])), 1


def _apart(lines: list[Line], place: int) -> tuple[_Turn, int] | None:
    if place + 1 == len(lines) or not lines[place].is_first or not could_be_name(lines[place].text):
        return None
    found = _ALONE.fullmatch(lines[place + 1].text)
    return (_Turn(lines[place], lines[place].text, _time(*found.groups())), 2) if found else None


def _spanning(lines: list[Line], place: int) -> tuple[_Turn, int] | None:
    found = _SPANNING.fullmatch(lines[place].text)
    if not found:
        return None
    start, end = _fine_time(*found.groups()[:4]), _fine_time(*found.groups()[4:])
    following = lines[place + 1] if place + 1 < len(lines) else None
    is_named = following is not None and could_be_name(following.text)
    name = following.text if following and is_named else ""
    return _Turn(lines[place], name, start, max(start, end)), 1 + is_named


def _turns(lines: list[Line], first: int, heads: dict[int, tuple[_Turn, int]], tally: Tally) -> list[_Turn]:
    turns: list[_Turn] = []
    names = {turn.name for turn, _size in heads.values()}
    place = first
    while place < len(lines):
        if place in heads:
            turn, size = heads[place]
            turns.append(turn)
            tally.found += 1
            place += size
        elif _is_switched(lines, place, names):
            tally.found += 1
            tally.leave_out(_("paragraph %s") % lines[place].paragraph, Reason.NOT_SPEECH)
            place += 1
        else:
            turns[-1].said.append(lines[place].text)
            place += 1
    return turns


def _is_switched(lines: list[Line], place: int, names: set[str]) -> bool:
    """Whether the program says here that somebody stopped it; people say such things in their turns too."""
    is_last = lines[place].paragraph == lines[-1].paragraph
    if not lines[place].is_first or (is_last and _ENDED.fullmatch(lines[place].text)):
        return lines[place].is_first
    found = _SWITCHED.fullmatch(lines[place].text)
    if not found:
        return False
    name = found["name"].strip()
    return name in names or (is_last and could_be_name(name)) or (could_be_name(name) and " " in name)


def _cues(turns: list[_Turn], tally: Tally) -> list[Cue]:
    cues = []
    above = timedelta(0)
    for turn in turns:
        if not turn.said:
            tally.leave_out(turn.where, Reason.EMPTY)
            continue
        if turn.start < above:
            tally.note(turn.where, Point.TIME_GOES_BACK)
        above = max(above, turn.start)
        if holds_address(turn.name):
            tally.note(turn.where, Point.ADDRESS_IN_NAME)
        if not turn.name:
            tally.note(turn.where, Point.NO_VOICE)
        cues.append(Cue(turn.start, turn.end, name_of(turn.name), "\n".join(turn.said), turn.where))
        tally.kept += 1
    return sorted(cues, key=lambda cue: cue.start)


def _about(lines: list[Line], named: Start, tally: Tally) -> Meeting:
    """Title, day and length from the lines above the first voice; the others are left out."""
    title, written, duration = "", None, None
    for line in lines:
        where = _("paragraph %s") % line.paragraph
        is_switched = _SWITCHED.fullmatch(line.text)
        if written is None and (read := read_moment(line.text)) and not start_from_name(line.text).at:
            written = read
            if read.is_unsure:
                tally.note(where, Point.DAY_OR_MONTH, line.text[:40])
        elif duration is None and (length := read_duration(line.text)):
            duration = length
        elif not title and not is_switched:
            title = line.text
        else:
            tally.found += 1
            tally.leave_out(where, Reason.NOT_SPEECH)
    stamped = start_from_name(title)
    begun = _begun(written.local if written else None, stamped if stamped.at else named)
    return Meeting(Kind.TEAMS_DOCUMENT, Report(0, 0), _without_stamp(title), begun, duration)


def _begun(written: datetime | None, stamped: Start) -> Start:
    """Teams writes the line in UTC to the minute, and the stamp to the second in the organiser's zone.

    Where both are minutes of one hour in some zone, the stamp tells the second.
    """
    if written is None:
        return stamped
    at = written.replace(tzinfo=UTC)
    if stamped.at is not None:
        shown = stamped.at.replace(tzinfo=UTC)
        away = abs(shown.replace(second=0) - at)
        if away <= FURTHEST and away % QUARTER == timedelta(0):
            at += timedelta(seconds=shown.second)
    return Start(at, Told.DOCUMENT)


def _without_stamp(title: str) -> str:
    """``Lights-20260312_095841-Meeting Transcript`` is the meeting "Lights"."""
    found = re.fullmatch(r"(.+?)-\d{8}_\d{6}(?:UTC)?-[^-]*", title)
    return found[1].strip() if found else title


def _time(hours: str | None, minutes: str, seconds: str) -> timedelta:
    return timedelta(hours=int(hours or 0), minutes=int(minutes), seconds=int(seconds))


def _fine_time(hours: str, minutes: str, seconds: str, fraction: str | None) -> timedelta:
    milliseconds = int((fraction or "0").ljust(3, "0")[:3])
    return _time(hours, minutes, seconds) + timedelta(milliseconds=milliseconds)
