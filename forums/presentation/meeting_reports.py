"""What was read in a file of a meeting, as a facilitator sees it before the yes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from forums.actions.live.imported_rows import keys_in
from forums.actions.live.importing_meetings import MeetingFile, has_offsets
from forums.imports.meetings import Meeting, Message, Point, Question
from forums.models import LiveSession, MeetingImport
from forums.queries.live_imports import keys_here, standing_imports

SHOWN = 5
MOST_PLACES = 12  # of one reason
MOST_CHOSEN = 500  # questions ticked by us: a form takes a thousand fields
MARKS = ("?", "？", "؟")


@dataclass(frozen=True)
class LeftOutFor:
    reason: str
    places: list[str]
    more: int


@dataclass
class FileReport:
    """One file: what is in it, what of it is here, and what was left out, with the line."""

    file: MeetingFile
    standing: MeetingImport | None  # the very same file is here
    new: int
    known: int
    left_out: list[LeftOutFor] = field(default_factory=list)
    look_alikes: list[tuple[Question, Question]] = field(default_factory=list)

    @property
    def meeting(self) -> Meeting:
        return self.file.meeting

    @property
    def points(self) -> list[tuple[str, str, str]]:
        """Where to look, what for, and about what; pairs that look alike stand by themselves."""
        notes = [note for note in self.meeting.report.notes if note.point != Point.LOOKS_ALIKE]
        return [(note.where, str(note.point.label), note.about) for note in notes]

    @property
    def first_questions(self) -> tuple[Question, ...]:
        return self.file.meeting.questions[:SHOWN]

    @property
    def first_cues(self) -> list[tuple[str, str, str]]:
        cues = islice(self.file.meeting.cues, SHOWN)
        return [(str(cue.start).partition(".")[0], cue.name, cue.text) for cue in cues]

    @property
    def answers(self) -> int:
        return sum(len(question.answers) for question in self.file.meeting.questions)

    @property
    def answered_live(self) -> int:
        return sum(question.is_answered_live for question in self.file.meeting.questions)

    @property
    def reactions(self) -> int:
        messages = self.file.meeting.messages
        return sum(len(reaction.people) for message in messages for reaction in message.reactions)

    @property
    def replies(self) -> int:
        return sum(message.reply_to is not None or bool(message.quoted) for message in self.meeting.messages)

    @property
    def is_of_the_recording(self) -> bool:
        return has_offsets(self.file.meeting)


def report_files(session: LiveSession, files: Sequence[MeetingFile]) -> list[FileReport]:
    standing = standing_imports(session, [file.digest for file in files])
    return [_report(session, file, standing.get(file.digest)) for file in files]


def _report(session: LiveSession, file: MeetingFile, standing: MeetingImport | None) -> FileReport:
    keys = keys_in(file.meeting)
    known = len(keys_here(session, keys))
    questions = file.meeting.questions
    return FileReport(
        file=file,
        standing=standing,
        new=0 if standing else len(set(keys)) - known,
        known=known,
        left_out=[
            LeftOutFor(str(reason.label), places[:MOST_PLACES], len(places) - MOST_PLACES)
            for reason, places in file.meeting.report.left_out_by_reason().items()
        ],
        look_alikes=[(questions[first], questions[second]) for first, second in file.meeting.alike],
    )


def likely_questions(messages: Sequence[Message]) -> Iterator[int]:
    """The places of messages that end with a question mark."""
    asking = (place for place, message in enumerate(messages) if message.text.rstrip().endswith(MARKS))
    return islice(asking, MOST_CHOSEN)
