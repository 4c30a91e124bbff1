"""A meeting as JSON holds it: kept between the report and the yes."""

from dataclasses import fields, is_dataclass
from datetime import datetime, time, timedelta
from enum import Enum
from typing import Any

from forums.imports.meetings.meeting import (
    Answer,
    Cue,
    Kind,
    Meeting,
    Message,
    Question,
    Reaction,
    Start,
    Told,
    When,
)
from forums.imports.meetings.report import LeftOut, Note, Point, Reason, Report

MILLISECOND = timedelta(milliseconds=1)


def meeting_as_data(meeting: Meeting) -> dict[str, Any]:
    """Lengths of time are milliseconds."""
    data: dict[str, Any] = _as_data(meeting)
    return data


def meeting_from_data(data: dict[str, Any]) -> Meeting:
    return Meeting(
        kind=Kind(data["kind"]),
        report=_report(data["report"]),
        title=data["title"],
        start=Start(_moment(data["start"]["at"]), Told(data["start"]["told"])),
        duration=_length(data["duration"]),
        questions=tuple(map(_question, data["questions"])),
        messages=tuple(map(_message, data["messages"])),
        cues=tuple(map(_cue, data["cues"])),
        alike=tuple((first, second) for first, second in data["alike"]),
    )


def _as_data(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _as_data(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_as_data(item) for item in value]
    if isinstance(value, timedelta):
        return value // MILLISECOND
    if isinstance(value, datetime | time):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def _report(data: dict[str, Any]) -> Report:
    return Report(
        found=data["found"],
        kept=data["kept"],
        folded=data["folded"],
        left_out=tuple(LeftOut(part["where"], Reason(part["reason"])) for part in data["left_out"]),
        notes=tuple(Note(note["where"], Point(note["point"]), note["about"]) for note in data["notes"]),
    )


def _question(data: dict[str, Any]) -> Question:
    answers = tuple(Answer(**{**answer, "when": _when(answer["when"])}) for answer in data["answers"])
    return Question(**{**data, "when": _when(data["when"]), "answers": answers})


def _message(data: dict[str, Any]) -> Message:
    reactions = tuple(Reaction(given["sign"], tuple(given["people"])) for given in data["reactions"])
    return Message(**{**data, "when": _when(data["when"]), "reactions": reactions})


def _cue(data: dict[str, Any]) -> Cue:
    start, end = _length(data["start"]), _length(data["end"])
    return Cue(**{**data, "start": start, "end": end})


def _when(data: dict[str, Any]) -> When:
    shown = data["time_of_day"]
    return When(
        _length(data["offset"]),
        _moment(data["moment"]),
        time.fromisoformat(shown) if shown is not None else None,
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text is not None else None


def _length(milliseconds: int | None) -> timedelta | None:
    return milliseconds * MILLISECOND if milliseconds is not None else None
