"""Files of meetings held elsewhere: chosen, looked at, taken in."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from forums.actions.live.captions import label_of
from forums.actions.live.importing_meetings import Choices, MeetingFile, recording_among
from forums.actions.live.recording import FURTHEST
from forums.forms.live_floor import moment_input
from forums.models import LiveSession, Participant
from forums.presentation.meeting_reports import likely_questions
from forums.queries.live_imports import clock_before, people_remembered

MOST_FILES = 12
MOST_PEOPLE = 200
LONGEST_LINE = 300


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = [super(FilesField, self).clean(file, initial) for file in data or [None]]
        return [file for file in files if file]


class MeetingFilesForm(forms.Form):
    """The files to look at. Nothing is written yet."""

    meeting_files = FilesField(
        label=_("Files"),
        help_text=_(
            "Q&A report (.csv), chat (.txt) or transcript (.vtt) of Zoom, transcript (.vtt, .docx) of Teams."
            " Several at once; each up to 5 MB."
        ),
        widget=FilesInput(attrs={"accept": ".csv,.tsv,.txt,.vtt,.docx"}),
        error_messages={
            "required": _("Please choose a file."),
            "empty": _("There are no words in this file. Choose the file again."),
        },
    )

    def clean_meeting_files(self) -> list[UploadedFile]:
        files: list[UploadedFile] = self.cleaned_data["meeting_files"]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(
                _("Please choose at most %(most)s files at once.") % {"most": MOST_FILES}
            )
        return files


class MeetingFileForm(forms.Form):
    """What is chosen for one file that was read."""

    begins_at = forms.DateTimeField(
        label=_("It begins at"),
        widget=moment_input(),
        error_messages={"required": _("Please say when the recording began, to the second if you know it.")},
    )
    correction = forms.IntegerField(
        label=_("Seconds to correct"),
        min_value=-FURTHEST,
        max_value=FURTHEST,
        required=False,
        help_text=_("By how much it began later than told. A number below zero: earlier."),
    )
    questions = forms.TypedMultipleChoiceField(
        label=_("Messages that are questions"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    others = forms.ChoiceField(
        label=_("The other messages"),
        choices=[
            ("minutes", _("Keep them as lines of the chat, in the minutes")),
            ("leave", _("Leave them out")),
        ],
        initial="minutes",
        widget=forms.RadioSelect,
    )
    leave = forms.BooleanField(label=_("Leave this file out"), required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        file: MeetingFile,
        session: LiveSession,
        files: Sequence[MeetingFile] = (),
    ) -> None:
        """``files`` come together: one that does not tell when it begins goes by the recording among them."""
        self.file = file
        meeting = file.meeting
        prefix = file.digest[:12]
        recording = recording_among(files)
        self.beside = recording if recording and recording.meeting.start.at else None
        told = meeting.start.at or (self.beside and self.beside.meeting.start.at)
        began = told or session.recording_starts_at or session.opened_at or session.starts_at
        initial = {
            "begins_at": timezone.localtime(began),
            "correction": clock_before(session, began),
            "questions": list(likely_questions(meeting.messages)),
        }
        is_sent = data is not None and f"{prefix}-begins_at" in data
        super().__init__(data if is_sent else None, prefix=prefix, initial=initial, label_suffix="")
        self.fields["begins_at"].help_text = self._told()
        if not meeting.messages:
            del self.fields["questions"], self.fields["others"]
        else:
            self.fields["questions"].choices = [  # type: ignore[attr-defined]
                (place, self._line(place)) for place in range(len(meeting.messages))
            ]

    def _told(self) -> str:
        start = self.file.meeting.start
        told: object = _("the file does not tell; taken from the session")
        if start.at:
            told = start.told.label
        elif self.beside:
            told = _("the file does not tell; taken from %(file)s") % {"file": self.beside.name}
        return _("South African time: %(told)s.") % {"told": told}

    def _line(self, place: int) -> str:
        message = self.file.meeting.messages[place]
        return Truncator(f"{message.name}: {message.text}").chars(LONGEST_LINE)

    @property
    def choices(self) -> Choices:
        """Needs a valid form."""
        data = self.cleaned_data
        return Choices(
            begins_at=data["begins_at"],
            correction=data["correction"] or 0,
            questions=frozenset(data.get("questions", ())),
            keeps_other_messages=data.get("others") != "leave",
        )


class PeopleForm(forms.Form):
    """Who somebody of the files is in the session: once, for all of its files."""

    def __init__(
        self, data: Any = None, *, names: Sequence[str], people: Sequence[Participant], session: LiveSession
    ) -> None:
        self.names = {_field_of(name): name for name in names[:MOST_PEOPLE]} if people else {}
        self.people = {person.pk: person for person in people}
        is_sent = data is not None and any(key.startswith("who-") for key in data)
        super().__init__(data.dict() if is_sent else None, prefix="who", label_suffix="")
        remembered = people_remembered(session)
        known = [(pk, one.record_name) for pk, one in self.people.items()]
        for field, name in self.names.items():
            is_new = is_sent and f"who-{field}" not in data  # of a file that was added since
            self.fields[field] = forms.TypedChoiceField(
                label=name,
                choices=[("", _("Nobody here: a number")), *known],
                coerce=int,
                empty_value=None,
                required=False,
                initial=remembered.get(label_of(name), self._same_name(name)),
            )
            if is_new:
                self.data = dict(self.data) | {f"who-{field}": self.fields[field].initial or ""}

    def _same_name(self, name: str) -> int | None:
        return next((pk for pk, one in self.people.items() if one.name == name), None)

    @property
    def chosen(self) -> dict[str, Participant | None]:
        """Needs a valid form."""
        return {name: self.people.get(self.cleaned_data[field]) for field, name in self.names.items()}


def _field_of(name: str) -> str:
    """The same for a name whichever files are beside it."""
    return sha256(name.encode(errors="replace")).hexdigest()[:16]


class ImportClockForm(forms.Form):
    seconds = forms.IntegerField(label=_("Seconds later than told"), min_value=-FURTHEST, max_value=FURTHEST)
