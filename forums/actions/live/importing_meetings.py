"""Meetings held elsewhere come into a session: each file once, each of its parts once, undone as a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from forums.actions.importing import keep_data, kept_data
from forums.actions.live.captions import label_of
from forums.actions.live.following_imports import carry_again, move_rows, take_out, told_of
from forums.actions.live.imported_rows import Brought, bring_in
from forums.actions.live.log import append_event, lock_session
from forums.actions.live.recording import FURTHEST, ClockTooFar
from forums.actions.live.undo import Changes
from forums.imports.meetings import Clock, Meeting, meeting_as_data, meeting_from_data
from forums.imports.meetings.moments import zone_here
from forums.models import EventKind, LivePart, LiveSession, MeetingImport, Participant, Speaker

NAME_LENGTH = 200


class UndoneBefore(ActionError):
    message = _("This import was undone before. Choose the file again to bring it back.")


@dataclass(frozen=True)
class MeetingFile:
    """A file that was read, until somebody says yes or two hours have passed."""

    name: str
    digest: str
    meeting: Meeting


@dataclass(frozen=True)
class Choices:
    """What a facilitator chose for one file. ``questions`` are places of messages that are questions."""

    begins_at: datetime
    correction: int = 0
    questions: frozenset[int] = frozenset()
    keeps_other_messages: bool = True


@dataclass(frozen=True)
class Taken:
    """What became of one file; no import where everything of it was here already."""

    name: str
    meeting_import: MeetingImport | None
    brought: Brought = field(default_factory=Brought)


def digest_of(content: bytes) -> str:
    return sha256(content).hexdigest()


# Between the report and the yes --------------------------------------------------------------------
def keep_meetings(*, files: Sequence[MeetingFile], session: LiveSession, by: User) -> str:
    """Keep what was read for two hours; gives the signed word by which the same person finds it again."""
    data = [
        {"name": file.name, "digest": file.digest, "meeting": meeting_as_data(file.meeting)} for file in files
    ]
    return keep_data(data=data, by=by, place=_place_of(session))


def kept_meetings(*, word: str, session: LiveSession, by: User) -> list[MeetingFile]:
    """Raises ImportForgotten, also for a word that is somebody else's or of another session."""
    data: list[dict[str, Any]] = kept_data(word=word, by=by, place=_place_of(session))
    return [MeetingFile(one["name"], one["digest"], meeting_from_data(one["meeting"])) for one in data]


def _place_of(session: LiveSession) -> str:
    return f"session:{session.pk}"


# Taking in ----------------------------------------------------------------------------------------
@transaction.atomic
def take_meetings_in(
    *,
    session: LiveSession,
    files: Sequence[tuple[MeetingFile, Choices]],
    people: Mapping[str, Participant | None],
    by: User,
    now: datetime | None = None,
) -> list[Taken]:
    """Bring files into a session, one import each. What came before counts once.

    ``people`` says who takes part under which name of the files: only those who agreed to be named. The
    session remembers it. Its recording begins when that of the files does, where it is not known yet.
    Raises ClockTooFar, CaptionsFull.
    """
    now = now or timezone.now()
    session = lock_session(session)
    named = {name: person for name, person in people.items() if person is None or person.record_name}
    recording = recording_among([file for file, _choices in files])
    taken = []
    for file, choices in files:
        tells = file is recording and session.recording_starts_at is None
        taken.append(_take_in(session, file, choices, named, by, now, tells_recording=tells))
    if any(one.meeting_import for one in taken):
        carry_again(session, now)
    return taken


def _take_in(
    session: LiveSession,
    file: MeetingFile,
    choices: Choices,
    people: Mapping[str, Participant | None],
    by: User,
    now: datetime,
    *,
    tells_recording: bool,
) -> Taken:
    if abs(choices.correction) > FURTHEST:
        raise ClockTooFar
    standing = session.meeting_imports.filter(digest=file.digest, undone_at=None).first()
    if standing:
        return Taken(file.name, None, Brought(known=file.meeting.report.kept))
    row = MeetingImport.objects.create(
        session=session,
        kind=file.meeting.kind,
        file_name=file.name[-NAME_LENGTH:],
        digest=file.digest,
        imported_by=by,
        imported_at=now,
        begins_at=choices.begins_at,
        correction=choices.correction,
    )
    brought = bring_in(
        row,
        file.meeting,
        clock=Clock(choices.begins_at, zone_here(), choices.correction),
        questions=choices.questions,
        keeps_other_messages=choices.keeps_other_messages,
        people=people,
        by=by,
        now=now,
    )
    if not brought.added:
        row.delete()
        return Taken(file.name, None, brought)
    report = file.meeting.report
    row.report = {
        "found": report.found,
        "kept": report.kept,
        "folded": report.folded,
        "left_out": len(report.left_out),
        **brought.counts(),
    }
    row.save(update_fields=["report"])
    changes = Changes()
    changes.made(row, undone_at=now)
    touched = told_of(row)
    _remember(session, people, file.meeting, changes)
    if tells_recording:
        changes.set(session, recording_starts_at=choices.begins_at, recording_correction=choices.correction)
        touched[LivePart.DESK] = [session]
    _tell(session, row, touched, changes, by, now)
    return Taken(file.name, row, brought)


def recording_among(files: Sequence[MeetingFile]) -> MeetingFile | None:
    """The file by which one knows best when the recording began: its times count from there."""
    recorded = [file for file in files if has_offsets(file.meeting)]
    return min(recorded, key=lambda file: file.meeting.start.at is None, default=None)


def has_offsets(meeting: Meeting) -> bool:
    """Whether its times count from the recording's start."""
    return bool(meeting.cues) or any(message.when.offset is not None for message in meeting.messages)


def _remember(
    session: LiveSession, people: Mapping[str, Participant | None], meeting: Meeting, changes: Changes
) -> None:
    """Who a name of this file is, for the session's other files."""
    chosen = {label_of(name): person for name, person in people.items() if name in set(meeting.people)}
    for speaker in Speaker.objects.filter(session=session, label__in=chosen):
        person = chosen[speaker.label]
        if speaker.participant_id != (person.pk if person else None):
            changes.set(speaker, participant=person)


def _tell(
    session: LiveSession,
    row: MeetingImport,
    touched: dict[LivePart, Any],
    changes: Changes,
    by: User,
    now: datetime,
) -> None:
    append_event(
        session=session,
        kind=EventKind.MEETING_IMPORTED,
        questions=touched.pop(LivePart.QUESTIONS, []),
        touched={LivePart.IMPORTS: [row], **touched},
        undo=changes.undo,
        by=by,
        now=now,
    )


# Afterwards ---------------------------------------------------------------------------------------
@transaction.atomic
def correct_import_clock(
    *, meeting_import: MeetingImport, seconds: int, by: User, now: datetime | None = None
) -> MeetingImport:
    """Say by how many seconds a file's second 0 was later than told: all of its rows move along.

    The session's recording does too, where it began with this file. The same again is quiet. Raises
    ClockTooFar, UndoneBefore.
    """
    now = now or timezone.now()
    session = lock_session(meeting_import.session)
    row = MeetingImport.objects.get(pk=meeting_import.pk)
    if abs(seconds) > FURTHEST:
        raise ClockTooFar
    if row.undone_at:
        raise UndoneBefore
    if row.correction == seconds:
        return row
    changes = Changes()
    began_with_it = (session.recording_starts_at, session.recording_correction) == (
        row.begins_at,
        row.correction,
    )
    if began_with_it:
        changes.set(session, recording_correction=seconds)
    move_rows(row, timedelta(seconds=seconds - row.correction))
    changes.set(row, correction=seconds)
    touched = told_of(row) | ({LivePart.DESK: [session]} if began_with_it else {})
    _tell(session, row, touched, changes, by, now)
    carry_again(session, now)
    return row


@transaction.atomic
def undo_import(*, meeting_import: MeetingImport, by: User, now: datetime | None = None) -> MeetingImport:
    """Take all of an import out, but for what others quoted or answered since. Twice is quiet."""
    now = now or timezone.now()
    session = lock_session(meeting_import.session)
    row = MeetingImport.objects.get(pk=meeting_import.pk)
    if row.undone_at:
        return row
    touched = told_of(row)
    take_out(row, now)
    changes = Changes()
    changes.set(row, undone_at=now)
    _tell(session, row, touched, changes, by, now)
    carry_again(session, now)
    return row
