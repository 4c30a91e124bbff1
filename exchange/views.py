"""Home, search, and what the site says when something is wrong."""

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError, connection
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from casestudies.models import CaseStudy, Engagement, Lesson, Municipality, RecordedLearning, Theme
from casestudies.queries import next_engagement, with_places
from casestudies.views.taking import file_or_reason
from exchange.found_files import file_of_search
from exchange.http import sent_again_page, wants_json
from exchange.people.models import Network
from exchange.text import clean
from forums.forms.live import CodeForm
from forums.models import Conversation, LiveSession, Post, SessionState, Thread
from forums.queries.live_sessions import coming_sessions

FOUND_OF_A_KIND = 20
MOST_IN_A_FILE = 200


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    cases = CaseStudy.objects.visible_to(request.user).order_by("-is_demonstration", "theme__order", "pk")
    return render(
        request,
        "home.html",
        {
            "themes": Theme.objects.order_by("order"),
            "next_engagement": next_engagement(timezone.localdate()),
            "open_sessions": LiveSession.objects.listed()
            .filter(state=SessionState.OPEN)
            .with_subject()
            .latest_first()[:3],
            "coming_sessions": coming_sessions(timezone.now())[:2],
            "case_studies": with_places(cases[:4]),
            "learnings": RecordedLearning.objects.newest_first()[:2],
            "lessons": Lesson.objects.select_related("learning").order_by("-created_at", "-pk")[:3],
            "threads": Thread.objects.visible_to(request.user).with_subject().latest_first()[:4],
            "networks": Network.objects.visible_to(request.user).order_by("-created_at", "-pk")[:4],
            "code_form": CodeForm(),
        },
    )


@login_not_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Words in titles and texts; what one may not see is neither found nor counted."""
    query = query_of(request)
    found = []
    for label, template, queryset in kinds_to_search(query, request.user) if query else []:
        rows = list(queryset[: FOUND_OF_A_KIND + 1])
        if rows:
            count = len(rows) if len(rows) <= FOUND_OF_A_KIND else queryset.count()
            found.append(FoundOfAKind(label, f"{template}.html", rows[:FOUND_OF_A_KIND], count))
    context = {"query": query, "found": found, "query_string": urlencode({"q": query})}
    return render(request, "search.html", context)


@login_not_required
@never_cache
@require_safe
def search_file(request: HttpRequest, extension: str) -> HttpResponse:
    """The same, more of each kind, as a table or a document for whoever searched."""
    query = query_of(request)
    kinds = kinds_to_search(query, request.user) if query else []
    found = [(label, list(queryset[:MOST_IN_A_FILE])) for label, _template, queryset in kinds]
    back = f"{reverse('search')}?{urlencode({'q': query})}"
    return file_or_reason(request, lambda: file_of_search(query, found, extension), "found", back=back)


def query_of(request: HttpRequest) -> str:
    return " ".join(clean(request.GET.get("q", "")).split())[:200]


class FoundOfAKind(NamedTuple):
    label: str
    template: str
    rows: list[Any]
    in_all: int


def kinds_to_search(query: str, user: Any) -> list[tuple[str, str, QuerySet[Any]]]:
    """Each kind of thing that can be found: its label, its row's template, the rows, best first."""
    posts = Post.objects.visible_to(user).select_related("thread", "author")
    kinds: list[tuple[str, str, Any]] = [
        (_("Case studies"), "casestudies/_found_case_study", CaseStudy.objects.visible_to(user)),
        (_("Lessons"), "casestudies/_found_lesson", Lesson.objects),
        (_("Recorded learning"), "casestudies/_found_learning", RecordedLearning.objects),
        (_("Engagements"), "casestudies/_found_engagement", Engagement.objects),
        (_("Threads"), "forums/_found_thread", Thread.objects.visible_to(user)),
        (_("Posts"), "forums/_found_post", posts),
        (_("Networks"), "forums/networks/_found_network", Network.objects.visible_to(user)),
        (_("Conversations"), "forums/_found_conversation", Conversation.objects),
        (_("Themes"), "casestudies/_found_theme", Theme.objects),
        (_("Municipalities"), "casestudies/_found_municipality", Municipality.objects),
    ]
    return [(label, template, rows.best_first(query)) for label, template, rows in kinds]


ROBOTS = """\
User-agent: *
Disallow: /accounts/
Disallow: /administration/
Disallow: /live/

Sitemap: {sitemap}
"""


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Where search engines begin, and what is nothing for them."""
    sitemap = settings.SITE_URL + reverse("sitemap")
    return HttpResponse(ROBOTS.format(sitemap=sitemap), content_type="text/plain; charset=utf-8")


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """The process can do its work: the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("the database does not answer\n", status=503, content_type="text/plain")
    return HttpResponse("ready\n", content_type="text/plain")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """An expired form: what was typed comes back, ready to be sent again, for the person to check."""
    if wants_json(request):
        message = _("This page was open for a long time. Your words are kept; sending again …")
        return JsonResponse({"error": message, "code": "csrf"}, status=403)
    return sent_again_page(request)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What cannot be read. A form beyond the limit is told so, and where its words still are."""
    is_too_large = isinstance(exception, RequestDataTooBig)
    status = 413 if is_too_large else 400
    if wants_json(request):
        too_large = _("This is too long to be sent. Your words are kept on this device; please shorten them.")
        message = too_large if is_too_large else _("This could not be read. Please load the page again.")
        return JsonResponse({"error": message}, status=status)
    return render(request, "400.html", {"is_too_large": is_too_large}, status=status)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Why not, where whoever refuses says so."""
    why = str(exception)
    if wants_json(request):
        return JsonResponse(
            {"error": why or _("You may not do this. Please log in again or ask an administrator.")},
            status=403,
        )
    return render(request, "403.html", {"why": why}, status=403)
