"""Whether somebody's words may be quoted: asked by a link that works without an account, or of a member."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from exchange.errors import ActionError
from exchange.http import client_address
from exchange.people.access import member
from forums.actions import consents as acts
from forums.models import ConsentRequest
from forums.presentation.consents import AskedWords, asked_words
from forums.queries.consents import requests_of_member

MOST_WRONG_LINKS = 20  # from one address within ten minutes
TEN_MINUTES = 600


@dataclass(frozen=True)
class Refused:
    """What somebody sent and could not be taken: for which words, why, and what they had typed."""

    place: str
    error: ActionError
    typed: str


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest, token: str) -> HttpResponse:
    """The link from the letter. Used again, it shows the answer that stands."""
    if _too_many_wrong_links(request):
        return render(request, "forums/consent_unknown.html", {"is_too_often": True}, status=429)
    requests = acts.requests_behind(token)
    if not requests:
        _count_wrong_link(request)
        return render(request, "forums/consent_unknown.html", status=404)
    return _answered_page(request, requests)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_consents(request: HttpRequest) -> HttpResponse:
    """The same for a member who is logged in."""
    return _answered_page(request, requests_of_member(member(request)))


def _answered_page(request: HttpRequest, requests: Sequence[ConsentRequest]) -> HttpResponse:
    places = {str(place): one for place, one in enumerate(requests, start=1)}
    refused = None
    if request.method == "POST":
        place = request.POST.get("place", "")
        act = ANSWERS.get(request.POST.get("answer", ""))
        if place in places and act:
            try:
                act(request, places[place])
            except ActionError as error:
                refused = Refused(place, error, request.POST.get("words", ""))
            else:
                return redirect(f"{request.path}#words-{place}")
    return _page(request, places, refused)


def _page(request: HttpRequest, places: dict[str, ConsentRequest], refused: Refused | None) -> HttpResponse:
    asked: list[AskedWords] = asked_words(places)
    for words in asked:
        if refused and words.place == refused.place:
            words.error, words.typed = str(refused.error.message), refused.typed
    response = render(
        request,
        "forums/consent.html",
        {"asked": asked, "first": asked[0] if asked else None},
        status=refused.error.status if refused else 200,
    )
    response["Referrer-Policy"] = "same-origin"  # the address is a key: it goes to nobody else
    response["X-Robots-Tag"] = "noindex"
    return response


def _agree(request: HttpRequest, asked: ConsentRequest) -> None:
    acts.agree(request=asked, terms=request.POST.get("terms", ""), every_use="every_use" in request.POST)


def _correct(request: HttpRequest, asked: ConsentRequest) -> None:
    acts.correct(
        request=asked,
        words=request.POST.get("words", ""),
        terms=request.POST.get("terms", ""),
        every_use="every_use" in request.POST,
    )


def _decline(request: HttpRequest, asked: ConsentRequest) -> None:
    acts.decline(request=asked, note=request.POST.get("note", ""))


def _withdraw(_request: HttpRequest, asked: ConsentRequest) -> None:
    acts.withdraw_consent(request=asked)


ANSWERS: dict[str, Callable[[HttpRequest, ConsentRequest], None]] = {
    "agree": _agree,
    "correct": _correct,
    "decline": _decline,
    "withdraw": _withdraw,
}


# Guessing links is slow ---------------------------------------------------------------------------
def _key(request: HttpRequest) -> str:
    return f"consent-links:{client_address(request)}:{int(timezone.now().timestamp()) // TEN_MINUTES}"


def _too_many_wrong_links(request: HttpRequest) -> bool:
    return int(cache.get(_key(request), 0)) >= MOST_WRONG_LINKS


def _count_wrong_link(request: HttpRequest) -> None:
    cache.add(_key(request), 0, timeout=TEN_MINUTES)
    try:
        cache.incr(_key(request))
    except ValueError:  # it expired in between
        return
