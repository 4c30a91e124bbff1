"""Captions: read on request, and sent by a captioning service."""

import json
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from exchange.errors import ActionError
from exchange.http import done, refusal, wants_json
from forums import access
from forums.actions.live.captions import MOST_PUSHED, Said, TooManyCaptions, push_captions
from forums.imports.captions import read_captions
from forums.live.parts.captions import speaker_names, words_of
from forums.models import Caption, LiveSession
from forums.queries.moments import moment_of
from forums.views.conversations.seats import session_in_reach
from forums.views.guests import current_participant
from forums.views.join import join_page

SHOWN = 50
LONGEST_BODY = 128 * 1024
MOST_IN_A_MINUTE = 240  # four a second: no service sends more often


class CaptionsUnreadable(ActionError):
    message = _(
        'Send JSON such as {"captions": [{"text": "…", "speaker": "…", "starts_at": '
        '"2027-09-15T10:05:12+02:00", "key": "…"}]}, or plain text in UTF-8 with a line for each.'
    )
    status = 400


class CaptionsTooLarge(ActionError):
    message = _("That is too much at once. Please send it in parts.")
    status = 413


class TooOften(ActionError):
    message = _("That is too often. Please send several captions at once, and again in a minute.")
    status = 429


@login_not_required
@never_cache
@require_safe
def captions(request: HttpRequest, slug: str) -> HttpResponse:
    """What was said lately, for whoever asks to read it; behind a caption that one has, as JSON."""
    session = session_in_reach(request, slug)
    participant = current_participant(request, session)
    if participant is None:
        return join_page(request, session)
    names = speaker_names(session)
    said = Caption.objects.filter(session=session, removed_at__isnull=True)
    after = request.GET.get("after", "")
    if wants_json(request):
        if after.isdecimal() and len(after) < 19:
            said = said.filter(pk__gt=int(after))
        newest = said.order_by("-pk")[:SHOWN]
        return done(captions=[words_of(row, names) for row in reversed(newest)])
    latest = list(reversed(said.order_by("-starts_at", "-pk")[:SHOWN]))
    rows = [(row, names.get(row.speaker, ""), moment_of(session, row.starts_at)) for row in latest]
    return render(request, "forums/live/captions.html", {"session": session, "rows": rows})


@csrf_exempt
@login_not_required
@never_cache
@require_POST
def push(request: HttpRequest, slug: str) -> HttpResponse:
    """Captions from a service that has the session's token, as JSON or plain text."""
    kind, _space, token = request.headers.get("Authorization", "").partition(" ")
    session = access.session_to_caption(slug, token.strip() if kind.lower() == "bearer" else "")
    try:
        _require_not_too_often(session)
        made = push_captions(session=session, said=_sent(request))
    except ActionError as refused:
        return refusal(refused)
    return JsonResponse({"done": True, "added": len(made)})


def _require_not_too_often(session: LiveSession) -> None:
    key = f"captions-{session.pk}-{int(timezone.now().timestamp()) // 60}"
    cache.add(key, 0, timeout=120)
    try:
        if cache.incr(key) > MOST_IN_A_MINUTE:
            raise TooOften
    except ValueError:  # it expired in between
        return


def _sent(request: HttpRequest) -> list[Said]:
    try:
        if len(request.body) > LONGEST_BODY:
            raise CaptionsTooLarge
        text = request.body.decode()
    except RequestDataTooBig as error:
        raise CaptionsTooLarge from error
    except UnicodeDecodeError as error:
        raise CaptionsUnreadable from error
    now = timezone.now()
    key = request.headers.get("Idempotency-Key", "").strip()
    if request.content_type == "application/json":
        return _from_json(text, key, now)
    read = read_captions(text)
    return [
        Said(one.text, now, one.speaker, sent_key=_key(key, place, len(read)))
        for place, one in enumerate(read)
    ]


def _key(key: str, place: int, number: int) -> str:
    """The key of one of several captions that came under one; no key stays none."""
    return f"{key[:56]}/{place}" if key and number > 1 else key[:64]


def _from_json(text: str, key: str, now: datetime) -> list[Said]:
    try:
        sent = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CaptionsUnreadable from error
    rows = sent.get("captions", [sent]) if isinstance(sent, dict) else sent
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise CaptionsUnreadable
    if len(rows) > MOST_PUSHED:
        raise TooManyCaptions(MOST_PUSHED)
    return [
        Said(
            text=_text(row, "text"),
            starts_at=_moment(row, "starts_at") or now,
            speaker=_text(row, "speaker"),
            ends_at=_moment(row, "ends_at"),
            sent_key=_text(row, "key")[:64] or _key(key, place, len(rows)),
        )
        for place, row in enumerate(rows)
    ]


def _text(row: dict[str, Any], name: str) -> str:
    value = row.get(name) or ""
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise CaptionsUnreadable
    return str(value)


def _moment(row: dict[str, Any], name: str) -> datetime | None:
    value = _text(row, name)
    if not value:
        return None
    try:
        found = parse_datetime(value)
    except ValueError as error:
        raise CaptionsUnreadable from error
    if found is None or found.tzinfo is None:
        raise CaptionsUnreadable
    return found
