"""WebVTT of Zoom and Teams as cues, each with one voice's words, in the order of their times."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from django.utils.translation import gettext as _

from exchange.text import clean
from forums.imports.meetings.meeting import Cue, Kind, Meeting, Start, keys_of
from forums.imports.meetings.names import (
    holds_address,
    leads_that_are_names,
    name_of,
    split_lead,
)
from forums.imports.meetings.refusals import MeetingTooLong, NothingToImport
from forums.imports.meetings.report import Point, Reason, Tally

MOST_CUES = 50_000
ARROW = "-->"
ZERO = timedelta(0)

_SIGNATURE = re.compile(r"\s*WEBVTT(?:[ \t][^\n]*)?(?:\n|$)")
_TIME = r"(?:(\d{1,6}):)?([0-5]?\d):([0-5]\d)(?:[.,](\d{1,9}))?"
_TIMING = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:\s.*)?")
_APART = re.compile(r"NOTE(?:[ \t\n]|$)|STYLE[ \t]*(?:\n|$)|REGION[ \t]*(?:\n|$)")
_VOICE = re.compile(  # a name may hold an address in brackets of its own, which must not stay
    r"<v(?:\.[^\s<>]*)?(?:[ \t\n]+([^<>]*(?:<[^\s<>]*@[^\s<>]*>[^<>]*)?))?>", re.IGNORECASE
)
_TAG = re.compile(r"</?(?:[a-zA-Z]{1,8}(?:\.[^\s<>]*)?(?:[ \t\n][^<>]*)?|[\d:.]+)>|</>")
_TEAMS_ID = re.compile(r"^[0-9a-f]{8}-[0-9a-f-]{20,30}(?:/\d+-\d+)?$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Block:
    line: int
    start: timedelta
    end: timedelta
    text: str
    reason: Reason | None = None  # why it is no cue


def is_webvtt(text: str) -> bool:
    return _SIGNATURE.match(text) is not None


def kind_of(text: str) -> Kind:
    """Teams names voices in tags, and gives its cues ids of their own."""
    is_teams = _VOICE.search(text) or _TEAMS_ID.search(text)
    return Kind.TEAMS_TRANSCRIPT if is_teams else Kind.ZOOM_TRANSCRIPT


def read_webvtt(text: str, start: Start, tally: Tally) -> Meeting:
    """``start`` is what the file's name tells. Raises MeetingUnreadable."""
    blocks = list(_blocks(text))
    if len(blocks) > MOST_CUES:
        raise MeetingTooLong(MeetingTooLong.message % {"most": MOST_CUES})
    has_voices = any(_VOICE.search(block.text) for block in blocks)
    names = _tagged(blocks) if has_voices else leads_that_are_names(_plain(block.text) for block in blocks)
    cues = [cue for block in blocks for cue in _cues_of(block, names, tally)]
    if not cues:
        raise NothingToImport(NothingToImport.message % {"why": _("no cue has words.")})
    if nameless := [cue.where for cue in cues if not cue.name]:
        tally.note(nameless[0], Point.NO_VOICE, str(len(nameless)))
    cues.sort(key=lambda cue: cue.start)
    kind = kind_of(text)
    said = [(kind, cue.start, cue.name, cue.text) for cue in cues]
    return Meeting(
        kind=kind,
        report=tally.report(),
        start=start,
        duration=max(cue.end or cue.start for cue in cues),
        cues=tuple(replace(cue, key=key) for cue, key in zip(cues, keys_of(said), strict=True)),
    )


def _tagged(blocks: list[_Block]) -> frozenset[str]:
    """The voices that tags name: a cue without a tag may begin with one of them."""
    return frozenset(
        _unescaped(tag[1] or "").strip() for block in blocks for tag in _VOICE.finditer(block.text)
    )


def _blocks(text: str) -> Iterator[_Block]:
    """The cues, and what else stands between empty lines."""
    lines = text.strip("\n").split("\n")
    skipped = text[: len(text) - len(text.lstrip("\n"))].count("\n")
    place = 0
    while place < len(lines) and not _is_between(lines, place) and ARROW not in lines[place]:
        place += 1  # the signature and what it says of the file
    while place < len(lines):
        if _is_between(lines, place):
            place += 1
            continue
        begun = place
        while place < len(lines) and not _is_between(lines, place) and not _begins_next(lines, begun, place):
            place += 1
        yield _block(lines[begun:place], skipped + begun + 1)


def _is_between(lines: list[str], place: int) -> bool:
    """An empty line ends a block; one of spaces does only where the next block begins behind it."""
    if not lines[place]:
        return True
    return not lines[place].strip() and any(ARROW in line for line in lines[place + 1 : place + 3])


def _begins_next(lines: list[str], begun: int, place: int) -> bool:
    """Whether a cue begins here, with its times or its number, without an empty line before it."""
    is_number = lines[place].isdecimal() and place + 1 < len(lines)
    timing = lines[place + 1] if is_number else lines[place]
    if place == begun or not _TIMING.fullmatch(timing):
        return False
    return any(ARROW in line for line in lines[begun:place])


def _block(lines: list[str], line: int) -> _Block:
    timing = next((place for place, text in enumerate(lines[:2]) if ARROW in text), None)
    found = _TIMING.fullmatch(lines[timing]) if timing is not None else None
    if timing is None or found is None:
        is_apart = timing is None and _APART.match("\n".join(lines))
        return _Block(line, ZERO, ZERO, "", Reason.NOT_SPEECH if is_apart else Reason.NO_TIME)
    start, end = _time(*found.groups()[:4]), _time(*found.groups()[4:])
    return _Block(line, start, end, "\n".join(lines[timing + 1 :]))


def _cues_of(block: _Block, names: frozenset[str], tally: Tally) -> list[Cue]:
    where = _("line %s") % block.line
    tally.found += 1
    if block.reason:
        tally.leave_out(where, block.reason)
        return []
    said = [(name, words) for name, words in _voices(block.text, names) if words]
    if not said:
        tally.leave_out(where, Reason.EMPTY)
        return []
    tally.kept += 1
    if len(said) > 1:
        tally.note(where, Point.SEVERAL_VOICES)
    if any(holds_address(name) for name, _words in said):
        tally.note(where, Point.ADDRESS_IN_NAME)
    if block.end < block.start:
        tally.note(where, Point.ENDS_BEFORE_START)
    end = max(block.start, block.end)
    return [Cue(block.start, end, name_of(name), words, where) for name, words in said]


def _voices(text: str, names: frozenset[str]) -> list[tuple[str, str]]:
    """Who says what in a cue: by voice tags, or by a name with a colon before the words."""
    tags = list(_VOICE.finditer(text))
    if not tags:
        words = _plain(text)
        name, rest = split_lead(words, names)
        return [(name, rest.strip())]
    said = [("", _plain(text[: tags[0].start()]))]
    ends = [tag.start() for tag in tags[1:]] + [len(text)]
    for tag, end in zip(tags, ends, strict=True):
        inside, _tag, behind = text[tag.end() : end].partition("</v>")
        said.append((_unescaped(tag[1] or ""), _plain(inside)))
        said.append(("", _plain(behind)))
    return said


def _plain(text: str) -> str:
    return clean(_unescaped(_TAG.sub("", text)))


def _unescaped(text: str) -> str:
    return html.unescape(re.sub(r"&(?:lrm|rlm);", "", text)).replace("\xa0", " ")


def _time(hours: str | None, minutes: str, seconds: str, fraction: str | None) -> timedelta:
    milliseconds = int((fraction or "0").ljust(3, "0")[:3])
    return timedelta(
        hours=int(hours or 0), minutes=int(minutes), seconds=int(seconds), milliseconds=milliseconds
    )
