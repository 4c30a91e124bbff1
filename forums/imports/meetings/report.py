"""What became of each part of a file: nothing is lost without a word."""

from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext_lazy as _

from forums.imports.meetings.refusals import NotAccountedFor


class Reason(models.TextChoices):
    """Why a part was left out."""

    EMPTY = "empty", _("no words")
    PRIVATE = "private", _("said in private; never imported")
    FOR_A_FEW = "for_a_few", _("not said to everyone")
    REMOVED = "removed", _("removed there by its author or the host")
    NO_TARGET = "no_target", _("a reaction to words that are not in the file")
    NOT_SPEECH = "not_speech", _("a note of the program, not speech")
    NO_TIME = "no_time", _("no time that can be read")
    NO_AUTHOR = "no_author", _("stands before the first time and name")
    NOT_A_QUESTION = "not_a_question", _("a line of the report, not a question")


class Point(models.TextChoices):
    """What a facilitator should look at. ``about`` of a note completes it."""

    OTHER_LETTERS = "other_letters", _("Not in UTF-8; read as Windows text. Check letters such as â or ê.")
    DAMAGED_LETTERS = "damaged_letters", _("Some letters could not be made out and stand as �.")
    LOOKS_ALIKE = "looks_alike", _("Nearly the same question as another one. They were not merged.")
    OTHER_COUNT = "other_count", _("The report itself speaks of another number of questions.")
    GUESSED_COLUMNS = "guessed_columns", _("The columns were told by what is in them. Check them.")
    COLUMN_LEFT = "column_left", _("This column is not taken over.")
    ADDRESSES_LEFT = "addresses_left", _("E-mail addresses in this column are not kept.")
    ADDRESS_IN_NAME = "address_in_name", _("The name held an e-mail address, which is not kept.")
    DISMISSED = "dismissed", _("This question was dismissed there.")
    STRAY_CELLS = "stray_cells", _("More cells than columns; what they hold was added to the answer.")
    LOOSE_QUOTES = "loose_quotes", _("Quotation marks stand inside of cells. Check the words.")
    ANOTHER_ANSWER = "another_answer", _("The answer may hold a second person's words.")
    ANSWERS_UNKNOWN = "answers_unknown", _("It answers words that are not in the file.")
    ANSWERS_PRIVATE = "answers_private", _("It answers private words, which are left out.")
    SEVERAL_FIT = "several_fit", _("Several messages begin like the one meant; the latest was taken.")
    UNSURE_REMOVAL = "unsure_removal", _("A reaction was taken back that was not given in the file.")
    TIME_GOES_BACK = "time_goes_back", _("The time goes back here.")
    ENDS_BEFORE_START = "ends_before_start", _("It ended before it began; it ends where it begins now.")
    SEVERAL_VOICES = "several_voices", _("Several voices speak here; each has its own words.")
    NO_VOICE = "no_voice", _("Nobody is named here.")
    TIME_UNREADABLE = "time_unreadable", _("This date can't be read.")
    ZONE_ASSUMED = "zone_assumed", _("No time zone is given; the time was read as the time here.")
    DAY_OR_MONTH = "day_or_month", _("Day and month could be the other way round.")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A part that is not taken over. ``where`` is a line, a row, a cue or a paragraph, in words."""

    where: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Note:
    where: str
    point: Point
    about: str = ""


@dataclass(frozen=True)
class Report:
    """``found`` parts are in the file: each was kept, folded into one that was kept, or left out.

    A repeated row of a Q&A report and a reaction in a chat are folded. Raises NotAccountedFor.
    """

    found: int
    kept: int
    folded: int = 0
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[Note, ...] = ()

    def __post_init__(self) -> None:
        if self.found != self.kept + self.folded + len(self.left_out):
            raise NotAccountedFor

    def left_out_by_reason(self) -> dict[Reason, list[str]]:
        """Where each kind of what was left out stands, in the order of the file."""
        places: dict[Reason, list[str]] = {}
        for part in self.left_out:
            places.setdefault(part.reason, []).append(part.where)
        return places

    def notes_of(self, point: Point) -> list[Note]:
        return [note for note in self.notes if note.point == point]


@dataclass
class Tally:
    """Counts while a file is read. ``found`` is counted where a file is cut, the rest where it is read."""

    found: int = 0
    kept: int = 0
    folded: int = 0
    left_out: list[LeftOut] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def leave_out(self, where: str, reason: Reason) -> None:
        self.left_out.append(LeftOut(where, reason))

    def note(self, where: str, point: Point, about: str = "") -> None:
        self.notes.append(Note(where, point, about))

    def report(self) -> Report:
        return Report(self.found, self.kept, self.folded, tuple(self.left_out), tuple(self.notes))
