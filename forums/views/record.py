"""What becomes the record of a session: captions, voices, note-takers, the recording and its clock."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from exchange.errors import ActionError
from exchange.forms import first_error
from exchange.people.access import member
from exchange.people.models import User
from forums import access
from forums.actions.live.captions import (
    Said,
    map_speaker,
    paste_captions,
    remove_caption,
    renew_captions_token,
    revoke_captions_token,
)
from forums.actions.live.minutes import name_note_taker, release_note_taker
from forums.actions.live.recording import correct_recording_clock, set_recording
from forums.forms.live_floor import ClockForm, PasteForm, PersonForm, RecordingForm
from forums.imports.captions import read_captions
from forums.live.parts.captions import speaker_names
from forums.models import Caption, LiveSession, Participant, Speaker
from forums.queries.moments import moment_of

LATEST = 30


@never_cache
@require_safe
def record(request: HttpRequest, slug: str) -> HttpResponse:
    return record_page(request, access.session_to_facilitate(request.user, slug))


def record_page(
    request: HttpRequest,
    session: LiveSession,
    *,
    forms: dict[str, BaseForm] | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    """``forms`` are bound forms that were refused, by name."""
    forms = forms or {}
    people = list(session.participants.select_related("user").order_by("pk"))
    names = speaker_names(session)
    captions = session.captions.filter(removed_at__isnull=True)
    latest = list(reversed(captions.order_by("-starts_at", "-pk")[:LATEST]))
    context = {
        "session": session,
        "error": error,
        "paste": forms.get("paste") or PasteForm(),
        "recording": forms.get("recording") or RecordingForm(session=session),
        "clock": forms.get("clock") or ClockForm(initial={"seconds": session.recording_correction}),
        "captions": [(row, names.get(row.speaker, ""), moment_of(session, row.starts_at)) for row in latest],
        "caption_count": captions.count(),
        "speakers": []  # under Chatham House nobody may be named
        if session.is_chatham_house
        else session.speakers.select_related("participant__user").order_by("number"),
        "named": sorted((one for one in people if one.record_name), key=lambda one: one.record_name),
        "note_takers": [one for one in people if one.is_note_taker],
        "members": [one for one in people if one.user and not one.is_note_taker and not one.is_anonymous],
        "token": access.captions_token(session),
        "push_url": request.build_absolute_uri(reverse("push_captions", args=[session.slug])),
        "record_thread": session.threads.filter(is_record=True).first(),
    }
    return render(request, "forums/live/record.html", context, status=status)


class FormRefused(Exception):
    """A form that comes back with its complaint."""

    def __init__(self, name: str, form: BaseForm) -> None:
        super().__init__(name)
        self.name = name
        self.form = form


def _paste(request: HttpRequest, session: LiveSession, by: User) -> None:
    form = PasteForm(request.POST)
    if not form.is_valid():
        raise FormRefused("paste", form)
    try:
        read = read_captions(form.cleaned_data["captions"])
        begins = form.cleaned_data["begins_at"] or _beginning(session)
        said = [
            Said(
                text=one.text,
                speaker=one.speaker,
                starts_at=begins + (one.offset if one.offset is not None else timedelta(seconds=place)),
                ends_at=begins + one.ends if one.ends is not None else None,
            )
            for place, one in enumerate(read)
        ]
        paste_captions(session=session, said=said, by=by)
    except ActionError as refused:
        form.add_error("captions", str(refused.message))
        raise FormRefused("paste", form) from refused


def _beginning(session: LiveSession) -> datetime:
    """Second 0 of captions whose form says nothing."""
    if session.recording_starts_at:
        return session.recording_starts_at + timedelta(seconds=session.recording_correction)
    return session.opened_at or timezone.now()


def _set_recording(request: HttpRequest, session: LiveSession, by: User) -> None:
    form = RecordingForm(request.POST, session=session)
    if not form.is_valid():
        raise FormRefused("recording", form)
    data = form.cleaned_data
    set_recording(session=session, url=data["recording_url"], starts_at=data["recording_starts_at"], by=by)


def _correct_clock(request: HttpRequest, session: LiveSession, by: User) -> None:
    form = ClockForm(request.POST)
    try:
        if form.is_valid():
            correct_recording_clock(session=session, seconds=form.cleaned_data["seconds"], by=by)
    except ActionError as refused:
        form.add_error("seconds", str(refused.message))
    if form.errors:
        raise FormRefused("clock", form)


def _name_speaker(request: HttpRequest, session: LiveSession, by: User) -> None:
    speaker = get_object_or_404(Speaker, session=session, pk=_number(request, "speaker"))
    named = [one for one in session.participants.select_related("user") if one.record_name]
    map_speaker(speaker=speaker, participant=_person(request, named, nobody="-"), by=by)


def _name_note_taker(request: HttpRequest, session: LiveSession, by: User) -> None:
    members = list(session.participants.filter(user__isnull=False, is_anonymous=False))
    person = _person(request, members)
    if person:
        name_note_taker(participant=person, by=by)


def _release_note_taker(request: HttpRequest, session: LiveSession, by: User) -> None:
    members = list(session.participants.filter(is_note_taker=True))
    person = _person(request, members)
    if person:
        release_note_taker(participant=person, by=by)


def _person(request: HttpRequest, people: list[Participant], nobody: str = "") -> Participant | None:
    form = PersonForm(request.POST, people=people, nobody=nobody)
    if not form.is_valid():
        error = ActionError(first_error(form))
        error.status = 400
        raise error
    person: Participant | None = form.cleaned_data["participant"]
    return person


def _remove_caption(request: HttpRequest, session: LiveSession, by: User) -> None:
    caption = get_object_or_404(Caption, session=session, pk=_number(request, "caption"))
    remove_caption(caption=caption, by=by)


def _number(request: HttpRequest, name: str) -> int:
    typed = request.POST.get(name, "")
    return int(typed) if typed.isdecimal() and len(typed) < 19 else 0


RecordAct = Callable[[HttpRequest, LiveSession, User], object]
RECORD_ACTS: dict[str, RecordAct] = {
    "paste": _paste,
    "remove-caption": _remove_caption,
    "name-speaker": _name_speaker,
    "new-token": lambda request, session, by: renew_captions_token(session=session, by=by),
    "revoke-token": lambda request, session, by: revoke_captions_token(session=session, by=by),
    "name-note-taker": _name_note_taker,
    "release-note-taker": _release_note_taker,
    "recording": _set_recording,
    "clock": _correct_clock,
}
PLACES = {
    "recording": "recording-title",
    "clock": "recording-title",
    "name-note-taker": "note-takers-title",
    "release-note-taker": "note-takers-title",
    "name-speaker": "speakers-title",
}


@require_POST
def record_act(request: HttpRequest, slug: str, verb: str) -> HttpResponse:
    """One act of a facilitator on what becomes the record."""
    session = access.session_to_facilitate(request.user, slug)
    try:
        RECORD_ACTS[verb](request, session, member(request))
    except FormRefused as refused:
        return record_page(request, session, forms={refused.name: refused.form}, status=400)
    except ActionError as refused:
        return record_page(request, session, error=str(refused.message), status=refused.status)
    return redirect(f"{reverse('record', args=[slug])}#{PLACES.get(verb, 'captions-title')}")
