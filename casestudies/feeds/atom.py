"""An Atom feed as a view: what to say when nobody can fill it, and how long it may be kept."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from casestudies.exports.characters import printable
from casestudies.presentation import absolute

BEFORE_ALL = datetime(
    2023, 8, 1, tzinfo=UTC
)  # the programme's beginning; since then an empty feed is the same
SECONDS = 900


@dataclass(frozen=True)
class Entry:
    """One thing in a feed; ``words`` are plain text."""

    tag: str
    title: str
    url: str
    words: str
    published_at: datetime
    updated_at: datetime
    categories: tuple[str, ...] = ()
    authors: str = ""


class UnknownFacet(Exception):
    """The feed of a choice that there is not: somebody would wait for it forever."""

    def __init__(self, name: str, value: str) -> None:
        super().__init__(name, value)
        self.name, self.value = name, value


class Atom(Atom1Feed):
    """Of things that stay: the feed's time is its newest entry's, never the moment of asking."""

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=BEFORE_ALL)


def atom_feed(
    title: str | Promise, page: str, entries: Callable[[HttpRequest], Iterable[Entry]]
) -> Callable[..., HttpResponse]:
    """The view of a feed beside the page of that route name."""

    @login_not_required
    @require_safe
    @conditional_page
    def view(request: HttpRequest) -> HttpResponse:
        try:
            listed = list(entries(request))
        except UnknownFacet as unknown:
            return _refusal(unknown, page)
        return feed_response(request, title, reverse(page), listed)

    return view


def feed_response(
    request: HttpRequest, title: str | Promise, path: str, entries: Iterable[Entry]
) -> HttpResponse:
    """A feed beside the page at ``path``, which takes the same parameters."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    feed = Atom(
        title=printable(f"{settings.SITE_NAME}: {title}"),
        link=absolute(path) + query,
        description=None,
        language="en",
        author_name=settings.SITE_NAME,
        feed_url=absolute(request.path) + query,
    )
    for entry in entries:
        _add(feed, entry)
    response = HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={SECONDS}"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _add(feed: Atom, entry: Entry) -> None:
    feed.add_item(
        title=printable(entry.title),
        link=entry.url,
        description=escape(printable(entry.words)),
        unique_id=entry.tag,
        pubdate=entry.published_at,
        updateddate=entry.updated_at,
        author_name=printable(entry.authors) or settings.SITE_NAME,
        categories=tuple(map(printable, entry.categories)),
    )


def _refusal(unknown: UnknownFacet, page: str) -> HttpResponse:
    what = f"“{unknown.name}={unknown.value}”" if unknown.value else f"“{unknown.name}”"
    words = _("This feed can't be filtered by %(what)s. Choose on %(page)s; the feed takes the same address.")
    text = words % {"what": what, "page": absolute(reverse(page))}
    return HttpResponse(f"{text}\n", status=400, content_type="text/plain; charset=utf-8")
