from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from exchange.live import tickets
from forums import access, queries
from forums.access.composing import Place
from forums.forms.composer import Composer
from forums.live.groups import thread_room
from forums.models import Thread, ThreadKind
from forums.queries import Order, PageAt, ThreadPage, url_of_post
from forums.views.composing import begun

ORDER_COOKIE = "thread_order"
YEAR = 365 * 24 * 60 * 60
LONGEST_NUMBER = 9  # digits


@login_not_required
@require_safe
def thread(request: HttpRequest, thread_id: int, slug: str = "") -> HttpResponse:
    try:
        shown = access.thread_to_read(request.user, thread_id)
    except Http404:
        merged = get_object_or_404(Thread, pk=thread_id, state="merged", merged_into__isnull=False)
        return redirect(url_of(access.thread_to_read(request.user, merged.merged_into_id or 0)))
    if shown.kind == ThreadKind.CONVERSATION and shown.conversation:
        return redirect("conversation", shown.conversation.slug)
    if slug != shown.slug:
        return redirect(url_of(shown), permanent=True)
    return thread_page(request, shown)


def thread_page(
    request: HttpRequest,
    shown: Thread,
    *,
    at: PageAt | None = None,
    composer: Composer | None = None,
    status: int = 200,
) -> HttpResponse:
    """A thread with its reply form; the form that did not go through keeps its words."""
    order = order_of(request)
    page = queries.thread_page(user=request.user, thread=shown, order=order, at=at or place_of(request))
    page.asked = at.around if at else None
    if page.asked and all(row.number != page.asked for row in page.posts):
        raise Http404  # a permalink to what is not there, or not for this person
    response = render(
        request,
        "forums/thread_detail.html",
        {
            "thread": shown,
            "page": page,
            "ticket": tickets.issue(tickets.Ticket(room=thread_room(shown.pk))),
            "composer": composer or composer_of(request, page),
        },
        status=status,
    )
    if "order" in request.GET:
        response.set_cookie(ORDER_COOKIE, order, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    return response


def order_of(request: HttpRequest) -> Order:
    """As a tree or in order: what the address says, else what this person chose last, else the tree."""
    wanted = request.GET.get("order") or request.COOKIES.get(ORDER_COOKIE, "")
    return Order.STREAM if wanted == Order.STREAM else Order.TREE


def place_of(request: HttpRequest) -> PageAt:
    asked = request.GET
    return PageAt(
        after=number_of(asked.get("after", "")),
        before=number_of(asked.get("before", "")),
        around=number_of(asked.get("around", "")),
        is_unread="unread" in asked,
    )


def number_of(text: str) -> int | None:
    """The number of a post, as far as an address names one."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER else None


def composer_of(request: HttpRequest, page: ThreadPage) -> Composer | None:
    """The form in which somebody answers the thread, with the draft that they left."""
    if not page.may_write:
        return None
    thread = page.thread
    return begun(request, f"thread:{thread.pk}", Place(thread), has_draft=page.has_draft)


def url_of(shown: Thread) -> str:
    return reverse("thread", args=[shown.pk, shown.slug])


__all__ = ["thread", "thread_page", "url_of", "url_of_post"]
