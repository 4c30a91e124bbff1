"""What was said in a conversation elsewhere: files, a report that writes nothing, whose voices, a yes."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from exchange.errors import ActionError
from exchange.people.access import member
from forums.access import require_facilitator
from forums.access.conversations import seat_to_run
from forums.actions.conversations.meetings import (
    make_session_behind,
    match_voices,
    session_behind,
    take_files_in,
)
from forums.actions.live.importing_meetings import MeetingFile, kept_meetings
from forums.forms.conversation_meetings import VoicesForm
from forums.forms.importing_meetings import MeetingFileForm, MeetingFilesForm
from forums.models import Conversation, LiveSession, MeetingImport
from forums.presentation.meeting_reports import report_files
from forums.queries.conversations.people import people_in
from forums.queries.live_imports import imports_of
from forums.views.conversations.seats import seat
from forums.views.meeting_imports import IMPORT_ACTS, look, words_of_taken


def conversation_to_fill(request: HttpRequest, slug: str) -> Conversation:
    """By a facilitator: a file names people, and who they are is for facilitators."""
    at = seat(request, slug, seat_to_run)
    require_facilitator(request.user)
    return at.conversation


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: HttpRequest, slug: str) -> HttpResponse:
    """The yes comes without the files: what was read is kept for two hours."""
    conversation = conversation_to_fill(request, slug)
    if request.method != "POST":
        return _page(request, conversation, MeetingFilesForm())
    if "match" in request.POST:
        return _match(request, conversation)
    session = make_session_behind(conversation=conversation, by=member(request))
    kept: list[MeetingFile] = []
    word = request.POST.get("kept", "")
    try:
        kept = kept_meetings(word=word, session=session, by=member(request)) if word else []
    except ActionError as error:
        return _page(request, conversation, MeetingFilesForm(), error=error)
    if "take" in request.POST and kept:
        return _said_yes(request, conversation, session, kept, word)
    looked = look(request, session, kept)
    return _page(
        request, conversation, looked.form, files=looked.files, word=looked.word, status=looked.status
    )


def _said_yes(
    request: HttpRequest,
    conversation: Conversation,
    session: LiveSession,
    kept: list[MeetingFile],
    word: str,
) -> HttpResponse:
    forms = [MeetingFileForm(request.POST, file=file, session=session, files=kept) for file in kept]
    voices = _voices(request, conversation, kept)
    are_valid = [form.is_valid() for form in forms]
    if not all(are_valid) or not voices.is_valid():
        return _page(request, conversation, MeetingFilesForm(), files=kept, word=word, status=400)
    wanted = [(form.file, form.choices) for form in forms if not form.cleaned_data["leave"]]
    try:
        taken = take_files_in(
            conversation=conversation,
            files=wanted,
            voices=voices.chosen,
            one_may_have_two=voices.cleaned_data["one_may_have_two"],
            by=member(request),
        )
    except ActionError as error:
        return _page(request, conversation, MeetingFilesForm(), files=kept, word=word, error=error)
    for one in taken:
        messages.success(request, words_of_taken(one))
    return redirect(f"{reverse('conversation_meeting', args=[conversation.slug])}#imports-title")


def _match(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """Whose voices these are, said again after a file came in."""
    voices = _voices(request, conversation, [])
    try:
        if voices.is_valid():
            match_voices(
                conversation=conversation,
                voices=voices.chosen,
                one_may_have_two=voices.cleaned_data["one_may_have_two"],
            )
            messages.success(request, _("The record is signed as you said."))
            return redirect(f"{reverse('conversation_meeting', args=[conversation.slug])}#voices-title")
    except ActionError as error:
        return _page(request, conversation, MeetingFilesForm(), error=error)
    return _page(request, conversation, MeetingFilesForm(), status=400)


@require_POST
def meeting_act(request: HttpRequest, slug: str, import_id: int, verb: str) -> HttpResponse:
    """Undo an import, or correct its clock."""
    conversation = conversation_to_fill(request, slug)
    row = get_object_or_404(MeetingImport, session=session_behind(conversation), pk=import_id)
    try:
        IMPORT_ACTS[verb](request, row, member(request))
    except ActionError as error:
        return _page(request, conversation, MeetingFilesForm(), error=error)
    return redirect(f"{reverse('conversation_meeting', args=[slug])}#imports-title")


def _voices(request: HttpRequest, conversation: Conversation, files: Sequence[MeetingFile]) -> VoicesForm:
    """Of the files that were read; without any, of what came in before."""
    names = {name for file in files for name in file.meeting.people}
    session = session_behind(conversation)
    if not files and session:
        names = set(session.speakers.exclude(label="").values_list("label", flat=True))
    return VoicesForm(request.POST or None, names=sorted(names), people=list(people_in(conversation)))


def _page(
    request: HttpRequest,
    conversation: Conversation,
    form: MeetingFilesForm,
    *,
    files: Sequence[MeetingFile] = (),
    word: str = "",
    error: ActionError | None = None,
    status: int = 200,
) -> HttpResponse:
    """With files that were read: their report, whose voices, and what was chosen for each so far."""
    session = session_behind(conversation)
    form.fields["meeting_files"].required = not files
    data = request.POST or None
    rows = []
    if session and files:
        chosen = [MeetingFileForm(data, file=file, session=session, files=files) for file in files]
        for one in chosen:
            one.fields.pop("questions", None)  # a conversation has no questions to vote on
        rows = list(zip(report_files(session, files), chosen, strict=True))
    context = {
        "conversation": conversation,
        "form": form,
        "rows": rows,
        "voices": _voices(request, conversation, files),
        "word": word,
        "imports": [(row, row.correction) for row in imports_of(session)] if session else [],
        "error": error.message if error else "",
    }
    return render(
        request, "forums/conversations/meeting.html", context, status=error.status if error else status
    )
