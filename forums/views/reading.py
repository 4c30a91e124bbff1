"""A thread page's neighbours: the address of a post, what is new since it was opened, what was read."""

import re

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from exchange.http import done, wants_json
from exchange.live import tickets
from exchange.people.access import member
from forums import access, queries
from forums.actions.reading import mark_all_read, mark_posts_read
from forums.live.groups import thread_room
from forums.models import MovedPost, Ranges, Thread, ThreadKind
from forums.queries import PageAt, url_of_post
from forums.queries.reading import unread_in
from forums.views.threads import number_of, order_of, thread_page, url_of

RANGES = re.compile(r"\d{1,9}(-\d{1,9})?(,\d{1,9}(-\d{1,9})?)*", re.ASCII)
MOST_SHOWN = 400  # posts that a page which was left open for long may hold


@login_not_required
@require_safe
def post(request: HttpRequest, thread_id: int, number: int) -> HttpResponse:
    """The page of a thread around one post. Where the post has moved, its address goes on."""
    try:
        thread = access.thread_to_read(request.user, thread_id)
        if thread.kind == ThreadKind.CONVERSATION and thread.conversation:
            page = reverse("conversation", args=[thread.conversation.slug])
            return redirect(f"{page}?at={number}#post-{number}")
        return thread_page(request, thread, at=PageAt(around=number))
    except Http404:
        moved = MovedPost.objects.filter(thread_id=thread_id, number=number).select_related("post").first()
        if moved is None:
            raise
    access.thread_to_read(request.user, moved.post.thread_id)
    return redirect(url_of_post(moved.post), permanent=True)


@login_not_required
@never_cache
@require_safe
def since(request: HttpRequest, thread_id: int) -> HttpResponse:
    """What an open page has not got: posts behind ``after``, and those it shows that changed.

    ``have`` names what it shows, as ``number.version`` with commas between. With ``ticket`` it answers
    instead with leave to listen at the socket.
    """
    thread = access.thread_to_read(request.user, thread_id)
    if "ticket" in request.GET:
        return done(joined=True, ticket=ticket_for(thread), csrf=get_token(request))
    have = versions_of(request.GET.get("have", ""))
    page = queries.since_page(
        user=request.user,
        thread=thread,
        order=order_of(request),
        after=number_of(request.GET.get("after", "")) or 0,
        numbers=have,
    )
    gone = have.keys() - {shown.number for shown in page.posts}
    page.posts = [shown for shown in page.posts if have.get(shown.number) != shown.version]
    context = {"thread": thread, "page": page, "gone": sorted(gone)}
    return render(request, "forums/_since.html", context)


def ticket_for(thread: Thread) -> str:
    return tickets.issue(tickets.Ticket(room=thread_room(thread.pk)))


def versions_of(text: str) -> dict[int, str]:
    pairs = (part.partition(".") for part in text.split(",")[:MOST_SHOWN])
    return {number: version for first, _dot, version in pairs if (number := number_of(first))}


@require_POST
def mark_read(request: HttpRequest, thread_id: int) -> HttpResponse:
    """Posts that somebody saw: ``numbers`` as ``3,7-9``. Then the page goes on where ``next`` says."""
    thread = access.thread_to_read(request.user, thread_id)
    read = mark_posts_read(user=member(request), thread=thread, numbers=ranges_of(request))
    if wants_json(request):
        return done(unread=len(unread_in(thread, read)))
    return _go_on(request, url_of(thread))


@require_POST
def mark_all(request: HttpRequest) -> HttpResponse:
    """Everything on a board, or everywhere, counts as read."""
    threads = Thread.objects.visible_to(request.user)
    if slug := request.POST.get("network", ""):
        threads = threads.filter(network__slug=slug)
    mark_all_read(user=member(request), threads=threads)
    return done() if wants_json(request) else _go_on(request, "/threads/")


def ranges_of(request: HttpRequest) -> Ranges:
    text = request.POST.get("numbers", "")[:20_000]
    if not RANGES.fullmatch(text):
        return Ranges()
    pairs = (part.split("-") for part in text.split(","))
    return Ranges.of((int(pair[0]), int(pair[-1])) for pair in pairs if int(pair[0]) <= int(pair[-1]))


def _go_on(request: HttpRequest, otherwise: str) -> HttpResponse:
    place = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(place, {request.get_host()})
    return redirect(place if is_ours else otherwise)
