"""Meetings held elsewhere: files, a report that writes nothing, a yes; clocks and undoing afterwards."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from exchange.errors import ActionError
from exchange.forms import first_error
from exchange.people.access import member
from exchange.people.models import User
from exchange.storage.uploads import is_too_large
from forums import access
from forums.actions.live.importing_meetings import (
    MeetingFile,
    Taken,
    correct_import_clock,
    digest_of,
    keep_meetings,
    kept_meetings,
    take_meetings_in,
    undo_import,
)
from forums.forms.importing_meetings import ImportClockForm, MeetingFileForm, MeetingFilesForm, PeopleForm
from forums.imports.meetings import MeetingUnreadable, read_meeting
from forums.imports.meetings.refusals import MeetingTooLarge
from forums.models import LiveSession, MeetingImport
from forums.presentation.meeting_reports import report_files
from forums.queries.live_imports import imports_of, people_to_match


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_imports(request: HttpRequest, slug: str) -> HttpResponse:
    """The yes comes without the files: what was read is kept for two hours."""
    session = access.session_to_facilitate(request.user, slug)
    if request.method != "POST":
        return _page(request, session, MeetingFilesForm())
    kept: list[MeetingFile] = []
    word = request.POST.get("kept", "")
    try:
        kept = kept_meetings(word=word, session=session, by=member(request)) if word else []
    except ActionError as error:
        return _page(request, session, MeetingFilesForm(), error=error)
    if "take" in request.POST and kept:
        return _said_yes(request, session, kept, word)
    return _look(request, session, kept)


@dataclass(frozen=True)
class Looked:
    """What came of reading files: the form with what is wrong, what was read, the word it is kept under."""

    form: MeetingFilesForm
    files: list[MeetingFile]
    word: str
    status: int


def _look(request: HttpRequest, session: LiveSession, kept: list[MeetingFile]) -> HttpResponse:
    looked = look(request, session, kept)
    return _page(request, session, looked.form, files=looked.files, word=looked.word, status=looked.status)


def look(request: HttpRequest, session: LiveSession, kept: list[MeetingFile]) -> Looked:
    """Read what was sent, beside what was read before; a file that cannot be read says why."""
    form = MeetingFilesForm(request.POST, request.FILES)
    status = 200 if form.is_valid() else 400
    files = {file.digest: file for file in kept}
    for upload in form.cleaned_data.get("meeting_files", []):
        try:
            file = _read_upload(upload)
        except MeetingUnreadable as refused:
            form.add_error("meeting_files", f"{upload.name}: {refused.message}")
            status = refused.status
        else:
            files[file.digest] = file
    found = list(files.values())
    word = keep_meetings(files=found, session=session, by=member(request)) if found else ""
    return Looked(form if form.errors else MeetingFilesForm(), found, word, status)


def _read_upload(upload: UploadedFile) -> MeetingFile:
    """Raises MeetingUnreadable."""
    if is_too_large(upload):
        raise MeetingTooLarge
    content = upload.read()
    name = str(upload.name)
    return MeetingFile(name, digest_of(content), read_meeting(name, content))


def _said_yes(request: HttpRequest, session: LiveSession, kept: list[MeetingFile], word: str) -> HttpResponse:
    forms = [MeetingFileForm(request.POST, file=file, session=session, files=kept) for file in kept]
    people = _people_form(request, session, kept)
    are_valid = [form.is_valid() for form in forms]
    if not all(are_valid) or (people.is_bound and not people.is_valid()):
        return _page(request, session, MeetingFilesForm(), files=kept, word=word, status=400)
    wanted = [(form.file, form.choices) for form in forms if not form.cleaned_data["leave"]]
    try:
        taken = take_meetings_in(
            session=session,
            files=wanted,
            people=people.chosen if people.is_bound else {},
            by=member(request),
        )
    except ActionError as error:
        return _page(request, session, MeetingFilesForm(), files=kept, word=word, error=error)
    for one in taken:
        messages.success(request, words_of_taken(one))
    return redirect(f"{reverse('meeting_imports', args=[session.slug])}#imports-title")


def words_of_taken(taken: Taken) -> str:
    brought = taken.brought
    if taken.meeting_import is None:
        return _("%(file)s: all of it was here already. Nothing was changed.") % {"file": taken.name}
    counts = [
        ngettext("%(count)s question", "%(count)s questions", brought.questions)
        % {"count": brought.questions},
        ngettext("%(count)s answer", "%(count)s answers", brought.answers) % {"count": brought.answers},
        ngettext("%(count)s line of chat", "%(count)s lines of chat", brought.minutes)
        % {"count": brought.minutes},
        ngettext("%(count)s caption", "%(count)s captions", brought.captions) % {"count": brought.captions},
    ]
    numbers = (brought.questions, brought.answers, brought.minutes, brought.captions)
    came = [words for words, number in zip(counts, numbers, strict=True) if number]
    told = _("%(file)s: %(what)s came in.") % {"file": taken.name, "what": ", ".join(came)}
    if brought.known:
        told += " " + _("%(count)s stood here already.") % {"count": brought.known}
    return told


# Afterwards ---------------------------------------------------------------------------------------
def _undo(request: HttpRequest, row: MeetingImport, by: User) -> None:
    undo_import(meeting_import=row, by=by)
    parts = imports_of(row.session).get(pk=row.pk)
    told = _("The import of %(file)s was undone.") % {"file": row.file_name}
    stayed = parts.brought - parts.out  # type: ignore[attr-defined]
    if stayed:
        stays = ngettext(
            "%(count)s part stays: it was quoted, answered or changed since.",
            "%(count)s parts stay: they were quoted, answered or changed since.",
            stayed,
        )
        told += " " + stays % {"count": stayed}
    messages.success(request, told)


def _correct(request: HttpRequest, row: MeetingImport, by: User) -> None:
    form = ImportClockForm(request.POST)
    if not form.is_valid():
        error = ActionError(first_error(form))
        error.status = 400
        raise error
    correct_import_clock(meeting_import=row, seconds=form.cleaned_data["seconds"], by=by)
    messages.success(request, _("The times of %(file)s were corrected.") % {"file": row.file_name})


ImportAct = Callable[[HttpRequest, MeetingImport, User], None]
IMPORT_ACTS: dict[str, ImportAct] = {"undo": _undo, "clock": _correct}


@require_POST
def meeting_import_act(request: HttpRequest, slug: str, import_id: int, verb: str) -> HttpResponse:
    """Undo an import, or correct its clock."""
    session = access.session_to_facilitate(request.user, slug)
    row = get_object_or_404(MeetingImport, session=session, pk=import_id)
    try:
        IMPORT_ACTS[verb](request, row, member(request))
    except ActionError as error:
        seconds = {row.pk: request.POST.get("seconds", "")}
        return _page(request, session, MeetingFilesForm(), error=error, seconds=seconds)
    return redirect(f"{reverse('meeting_imports', args=[slug])}#imports-title")


def _people_form(request: HttpRequest, session: LiveSession, files: Sequence[MeetingFile]) -> PeopleForm:
    names = sorted({name for file in files for name in file.meeting.people})
    return PeopleForm(request.POST or None, names=names, people=people_to_match(session), session=session)


def _page(
    request: HttpRequest,
    session: LiveSession,
    form: MeetingFilesForm,
    *,
    files: Sequence[MeetingFile] = (),
    word: str = "",
    seconds: dict[int, str] | None = None,
    error: ActionError | None = None,
    status: int = 200,
) -> HttpResponse:
    """With files that were read: their report, and what was chosen for each so far."""
    form.fields["meeting_files"].required = not files
    data = request.POST or None
    chosen = [MeetingFileForm(data, file=file, session=session, files=files) for file in files]
    context = {
        "session": session,
        "form": form,
        "rows": list(zip(report_files(session, files), chosen, strict=True)),
        "people": _people_form(request, session, files) if files else None,
        "word": word,
        "imports": [(row, (seconds or {}).get(row.pk, row.correction)) for row in imports_of(session)],
        "error": error.message if error else "",
    }
    return render(
        request, "forums/live/meeting_imports.html", context, status=error.status if error else status
    )
