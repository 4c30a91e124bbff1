"""Where one finds the live sessions: a page, a calendar, a feed."""

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from casestudies.exports.calendar import CONTENT_TYPE, to_calendar
from casestudies.feeds.atom import Entry, atom_feed
from forums.forms.live import CodeForm
from forums.models import LiveSession
from forums.presentation.session_entries import feed_items_of, meetings_of
from forums.queries.live_sessions import coming_sessions, session_lists

MOST = 50


@login_not_required
@require_safe
def live_sessions(request: HttpRequest) -> HttpResponse:
    context = {"lists": session_lists(request.user, timezone.now()), "code_form": CodeForm()}
    return render(request, "forums/live/sessions.html", context)


@login_not_required
@require_safe
def live_sessions_calendar(request: HttpRequest) -> HttpResponse:
    """The sessions to come, for a calendar that looks again by itself."""
    meetings = meetings_of(coming_sessions(timezone.now()))
    response = HttpResponse(to_calendar(meetings, name=settings.SITE_NAME), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = 'inline; filename="live-sessions.ics"'
    return response


def _newest(request: HttpRequest) -> Iterable[Entry]:
    return feed_items_of(LiveSession.objects.listed().with_subject().latest_first()[:MOST])


live_sessions_feed = atom_feed(_("live sessions"), "live_sessions", _newest)
