"""What a report says of the meeting above its table: its topic, when it began, for how long."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from exchange.text import clean
from forums.imports.meetings.meeting import Start, Told
from forums.imports.meetings.moments import read_duration, read_moment
from forums.imports.meetings.questions.table import Row
from forums.imports.meetings.report import Point, Tally

LONGEST_MEETING = 7 * 24 * 60  # minutes

# A label without accents, in small letters; the other languages call these things nearly the same.
_TOPIC = re.compile(
    r"topic|t[oó]pico|thema|theme|tema|sujet|onderwerp|asunto|assunto|argomento|トピック|主题|主題|주제", re.I
)
_START = re.compile(r"start|beginn|begin|debut|inicio|início|aanvang|inizio|開始|开始|시작", re.I)
_ID = re.compile(r"\bID\b|Report Generated", re.I)
_DURATION = re.compile(r"duration|dauer|dur[ée]e|duraci|dura[cç]|duur|durata|所要|时长|時長|期間|기간", re.I)
_COUNT = re.compile(
    r"[#＃]\s*(?:of\s+)?(?:question|frage|pregunta|pergunta|vra|domand)|(?:number|anzahl|nombre|n[uú]mero|aantal|getal)"
    r"\s+(?:of|der|de|di|van)?\s*(?:question|frage|pregunta|pergunta|vra|domand)|質問数|问题数|질문 수",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Heading:
    title: str
    start: Start
    duration: timedelta | None
    count: int | None


def heading_of(rows: Sequence[Row], tally: Tally) -> Heading:
    title, start, duration, count = "", Start(), None, None
    for row, label, value in _labelled(rows):
        where = _("line %s") % row.line
        if _COUNT.search(label):
            count = count if count is not None else _number(value)
        elif _DURATION.search(label):
            duration = duration or _minutes(value)
        elif _START.search(label):
            start = start if start.at else _started(value, where, tally)
        elif _TOPIC.search(label):
            title = title or " ".join(clean(value).split())
    return Heading(title, start, duration, count)


def _labelled(rows: Sequence[Row]) -> Iterator[tuple[Row, str, str]]:
    """Values below a line of labels, or right of their label ("Topic:", "Lights")."""
    for place, row in enumerate(rows):
        cells = [cell.strip() for cell in row.cells]
        if sum(map(_is_label, cells)) > 1:
            below = next((later for later in rows[place + 1 :] if not later.is_blank), None)
            for label, value in zip(cells, below.cells if below else (), strict=False):
                if below and value.strip():
                    yield below, label, value.strip()
        elif len(filled := [cell for cell in cells if cell]) == 2 and _is_label(filled[0]):
            yield row, filled[0], filled[1]


def _is_label(cell: str) -> bool:
    return any(label.search(cell) for label in (_TOPIC, _START, _DURATION, _COUNT, _ID)) and len(cell) < 60


def _started(value: str, where: str, tally: Tally) -> Start:
    read = read_moment(value)
    if read is None:
        return Start()
    if read.is_unsure:
        tally.note(where, Point.DAY_OR_MONTH, value[:40])
    if read.zone is None:
        tally.note(where, Point.ZONE_ASSUMED, value[:40])
    return Start(read.here, Told.REPORT if read.zone else Told.REPORT_HERE)


def _minutes(value: str) -> timedelta | None:
    number = _number(value)
    if number is not None:
        return timedelta(minutes=number) if number <= LONGEST_MEETING else None
    return read_duration(value)


def _number(value: str) -> int | None:
    value = value.strip()
    return int(value) if value.isdecimal() and len(value) < 8 else None
