"""A meeting held elsewhere, as it was read from one file: values that know no model."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from hashlib import sha256

from django.db import models
from django.utils.translation import gettext_lazy as _

from forums.imports.meetings.report import Report


class Kind(models.TextChoices):
    ZOOM_QUESTIONS = "zoom_questions", _("Q&A report of Zoom")
    ZOOM_CHAT = "zoom_chat", _("Chat of Zoom")
    ZOOM_TRANSCRIPT = "zoom_transcript", _("Transcript of Zoom (WebVTT)")
    TEAMS_TRANSCRIPT = "teams_transcript", _("Transcript of Teams (WebVTT)")
    TEAMS_DOCUMENT = "teams_document", _("Transcript of Teams (Word)")


class Told(models.TextChoices):
    """How it is known when the meeting began."""

    NOT = "not", _("not known")
    FILE_NAME = "file_name", _("from the file's name, in UTC")
    FILE_NAME_HERE = "file_name_here", _("from the file's name, read as the time here")
    REPORT = "report", _("from the report, with its time zone")
    REPORT_HERE = "report_here", _("from the report, read as the time here")
    DOCUMENT = "document", _("from the document, in UTC")


@dataclass(frozen=True, slots=True)
class Start:
    """When the recording began, as far as a file tells."""

    at: datetime | None = None
    told: Told = Told.NOT


@dataclass(frozen=True, slots=True)
class When:
    """A time as the file has it: from the recording's start, a moment, or a time of day. All may be missing.

    A ``Clock`` turns each of them into the others.
    """

    offset: timedelta | None = None
    moment: datetime | None = None  # aware
    time_of_day: time | None = None  # as people saw it, without a date or a zone

    def __bool__(self) -> bool:
        return (self.offset, self.moment, self.time_of_day) != (None, None, None)


@dataclass(frozen=True, slots=True)
class Answer:
    person: str  # empty where nobody is named
    text: str
    when: When = When()
    where: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """``asker`` is empty where nobody is named, and always where it was asked anonymously.

    ``key`` is the same for the same question of any file of this meeting: what came once is known again.
    """

    text: str
    asker: str = ""
    is_anonymous: bool = False
    when: When = When()
    votes: int | None = None
    answers: tuple[Answer, ...] = ()
    is_answered_live: bool = False
    answered_live_by: str = ""
    is_dismissed: bool = False
    where: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Reaction:
    sign: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """``reply_to`` is the place of the message that it answers, in ``Meeting.messages``.

    ``quoted`` holds the words it answers where they are not in the file; private ones never.
    """

    name: str
    text: str
    when: When = When()
    reply_to: int | None = None
    quoted: str = ""
    reactions: tuple[Reaction, ...] = ()
    where: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words of one voice, from the recording's start. ``end`` is not known from a document."""

    start: timedelta
    end: timedelta | None
    name: str  # empty where nobody is named
    text: str
    where: str = ""
    key: str = ""


@dataclass(frozen=True)
class Meeting:
    kind: Kind
    report: Report
    title: str = ""
    start: Start = Start()
    duration: timedelta | None = None
    questions: tuple[Question, ...] = ()
    messages: tuple[Message, ...] = ()
    cues: tuple[Cue, ...] = ()
    alike: tuple[tuple[int, int], ...] = field(default=())
    """Pairs of questions, by their places, that say nearly the same. A facilitator merges them, or not."""

    @property
    def people(self) -> list[str]:
        """Everybody who is named in it, once."""
        named = [question.asker for question in self.questions]
        named += [question.answered_live_by for question in self.questions]
        named += [answer.person for question in self.questions for answer in question.answers]
        named += [message.name for message in self.messages]
        named += [
            name for message in self.messages for reaction in message.reactions for name in reaction.people
        ]
        named += [cue.name for cue in self.cues]
        return sorted({name for name in named if name})


def keys_of(said: Iterable[Sequence[object]]) -> list[str]:
    """A key for each; those that say the very same are numbered in their order."""
    counted: dict[str, int] = {}
    keys = []
    for parts in said:
        told = "\x1f".join(map(str, parts))
        counted[told] = counted.get(told, 0) + 1
        keys.append(sha256(f"{told}\x1f{counted[told]}".encode(errors="replace")).hexdigest()[:32])
    return keys
