"""The projector's screen: what it shows, and how the desk chooses that."""

from collections.abc import Callable, Sequence

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from casestudies.presentation.qr import qr_svg
from exchange.http import done, wants_json
from exchange.people.access import member
from exchange.people.models import User
from forums import access
from forums.actions.live.screen import (
    renew_screen_link,
    show_captions_on_screen,
    show_on_screen,
    take_captions_off_screen,
)
from forums.live.groups import Audience
from forums.live.payloads import session_payload
from forums.models import LiveSession, Question, QuestionState, ScreenView, SessionState, Thread
from forums.presentation.screens import screen_links, stage_of
from forums.views.live import ticket_for

RELOAD_SECONDS = 10  # without script


@login_not_required
@never_cache
@require_safe
def screen(request: HttpRequest, slug: str) -> HttpResponse:
    """What the room sees on the wall; with ``?overlay`` the lower third for a stream or a meeting."""
    session = access.session_to_show(request.user, slug, request.GET.get("key", ""))
    session.refresh_from_db(fields=["last_seq", "state", "screen_shows", "screen_has_captions"])
    questions = list(Question.objects.filter(session=session).in_the_room().with_people().by_votes())
    published = [row for row in questions if row.state == QuestionState.PUBLISHED]
    threads = list(session.threads.with_subject().latest_first()) if session.is_closed else []
    onward = _where_it_goes_on(session, threads)
    return render(
        request,
        "forums/live_screen.html",
        {
            "session": session,
            "stage": stage_of(session),
            "current": next((row for row in questions if row.state == QuestionState.ANSWERING), None),
            "next": sorted(published, key=lambda row: row.pinned_at is None),
            "threads": threads,
            "onward": settings.SITE_URL.split("://")[-1] + onward if session.is_closed else "",
            "onward_qr": qr_svg(settings.SITE_URL + onward) if session.is_closed else "",
            "ticket": ticket_for(session, Audience.SCREENS),
            "key": access.screen_key(session),
            "join_at": settings.SITE_URL.split("://")[-1] + reverse("join_code"),
            "is_overlay": "overlay" in request.GET,
            "shade": next((shade for shade in ("light", "dark") if shade in request.GET), ""),
            "is_scheduled": session.state == SessionState.SCHEDULED,
            "reload_seconds": RELOAD_SECONDS,
            "now": timezone.now(),
        },
    )


def _where_it_goes_on(session: LiveSession, threads: Sequence[Thread]) -> str:
    if not threads:
        return reverse("live_session", args=[session.slug])
    return reverse("thread", args=[threads[0].pk, threads[0].slug])


@login_not_required
@never_cache
@require_safe
def screen_ticket(request: HttpRequest, slug: str) -> HttpResponse:
    session = access.session_to_show(request.user, slug, request.GET.get("key", ""))
    return done(joined=True, ticket=ticket_for(session, Audience.SCREENS), csrf="")


# At the desk --------------------------------------------------------------------------------------
Act = Callable[[LiveSession, User], LiveSession]


def _showing(view: str) -> Act:
    return lambda session, by: show_on_screen(session=session, view=view, by=by)


SCREEN_ACTS: dict[str, Act] = {
    **{view: _showing(view) for view in ScreenView.values},
    "captions": lambda session, by: show_captions_on_screen(session=session, by=by),
    "no-captions": lambda session, by: take_captions_off_screen(session=session, by=by),
    "new-link": lambda session, by: renew_screen_link(session=session, by=by),
}


@require_POST
def screen_act(request: HttpRequest, slug: str, verb: str) -> HttpResponse:
    """Choose what every screen shows, or make the link to it a new one."""
    session = access.session_to_facilitate(request.user, slug)
    session = SCREEN_ACTS[verb](session, member(request))
    if wants_json(request):
        return done(
            session=session_payload(session, Audience.FACILITATORS),
            links=screen_links(session, access.screen_key(session)),
        )
    return redirect(f"{reverse('desk', args=[slug])}#desk-screen")
