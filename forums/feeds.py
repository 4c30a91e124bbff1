"""Atom feeds of what everybody reads, whoever asks: threads, all or as filtered, and one thread's posts."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import conditional_page, require_safe

from casestudies.feeds.atom import Entry, UnknownFacet, atom_feed, feed_response
from casestudies.presentation import absolute
from casestudies.presentation.tags import tag_of
from exchange.text import excerpt
from forums import access
from forums.models import Post, Thread
from forums.presentation.sharing import demonstration_mark
from forums.queries.finding import threads_found
from forums.queries.shown import base_of_posts, short_name
from forums.queries.thread_filters import ThreadFilters
from forums.queries.thread_list import labels_of

MOST = 50
LENGTH = 1000


def lively_threads(request: HttpRequest) -> Iterator[Entry]:
    """The liveliest first. Raises UnknownFacet for a choice that there is not, or not for everybody."""
    visitor = AnonymousUser()
    filters = ThreadFilters.parse(request.GET).for_visitor()
    if filters.needs_login:
        raise UnknownFacet("state", ", ".join(request.GET.getlist("state")))
    for facet, known in labels_of(filters, visitor).items():
        filters = filters.keeping(facet, known.keys())
    if filters.left_out:
        raise UnknownFacet(*filters.left_out[0])
    found: Any = threads_found(filters, user=visitor)
    threads: list[Thread] = list(found.latest_first().with_subject().select_related("theme")[:MOST])
    first: Iterable[tuple[int, str]] = (
        Post.objects.visible_to(visitor).filter(thread__in=threads, number=1).values_list("thread", "plain")
    )
    words = dict(first)
    for thread in threads:
        yield Entry(
            tag=tag_of("thread", thread.pk),
            title=f"{demonstration_mark(thread)}{thread.title}",
            url=absolute(reverse("thread", args=[thread.pk, thread.slug])),
            words=excerpt(words.get(thread.pk, ""), LENGTH),
            published_at=thread.opened_at,
            updated_at=thread.last_posted_at,
            categories=tuple(
                filter(None, (str(thread.get_kind_display()), thread.theme.title if thread.theme else ""))
            ),
            authors=str(thread.subject),
        )


threads = atom_feed(gettext_lazy("threads"), "threads", lively_threads)


@login_not_required
@require_safe
@conditional_page
def thread_posts(request: HttpRequest, thread_id: int) -> HttpResponse:
    """The newest posts of a thread that everybody reads."""
    thread = access.thread_to_take_along(AnonymousUser(), thread_id)
    page = reverse("thread", args=[thread.pk, thread.slug])
    title = f"{demonstration_mark(thread)}{thread.title}"
    return feed_response(request, title, page, _entries(thread))


def _entries(thread: Thread) -> Iterator[Entry]:
    posts = Post.objects.visible_to(AnonymousUser()).filter(thread=thread).select_related("author")
    base = absolute(base_of_posts(thread.pk))
    for post in posts.order_by("-number")[:MOST]:
        yield Entry(
            tag=tag_of("post", post.pk),
            title=_("#%(number)s, %(name)s") % {"number": post.number, "name": short_name(post)},
            url=f"{base}{post.number}/",
            words=post.plain,
            published_at=post.posted_at,
            updated_at=post.edited_at or post.posted_at,
            authors=short_name(post),
        )
