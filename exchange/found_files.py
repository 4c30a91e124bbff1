"""What a search found, to take along as a table or a document."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casestudies.exports import Document, Export, Item, Section, Table, render
from casestudies.exports.tables import to_csv, to_xlsx
from casestudies.exports.wording import day_in_words
from casestudies.models import CaseStudy, Engagement, Lesson, Municipality, RecordedLearning, Theme
from casestudies.presentation import absolute
from exchange.people.models import Network
from exchange.text import excerpt
from forums.models import Conversation, Post, Thread

WORDS = 200
TABLES = {
    "csv": ("text/csv; charset=utf-8", to_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", to_xlsx),
}
PATHS: dict[type, Callable[[Any], str]] = {
    CaseStudy: lambda row: reverse("case_study", args=[row.slug]),
    Lesson: lambda row: reverse("lesson", args=[row.pk]),
    RecordedLearning: lambda row: reverse("learning", args=[row.slug]),
    Engagement: lambda row: reverse("engagement", args=[row.slug]),
    Thread: lambda row: reverse("thread", args=[row.pk, row.slug]),
    Post: lambda row: reverse("post", args=[row.thread_id, row.number]),
    Network: lambda row: reverse("network", args=[row.slug]),
    Conversation: lambda row: reverse("conversation", args=[row.slug]),
    Theme: lambda row: reverse("theme", args=[row.slug]),
    Municipality: lambda row: reverse("municipality", args=[row.code]),
}


class FoundRow(NamedTuple):
    """``is_made_up``: of the demonstration, which its title says, too."""

    kind: str
    title: str
    words: str
    address: str
    is_made_up: bool


def file_of_search(query: str, found: Sequence[tuple[str, Sequence[Any]]], fmt: str) -> Export:
    """``found`` are the rows of each kind, best first. Raises UnknownFormat, NothingToExport."""
    rows = {kind: [_row(kind, row) for row in some] for kind, some in found}
    if fmt in TABLES:
        content_type, write = TABLES[fmt]
        heads = (_("Kind"), _("Title"), _("Words"), _("Address"))
        everything = tuple(
            (row.kind, row.title, row.words, row.address) for some in rows.values() for row in some
        )
        return Export(write(Table(heads, everything, _("Found: %s") % query)), content_type, fmt)
    return render(_document(query, rows), fmt, now=timezone.now())


def _document(query: str, rows: dict[str, list[FoundRow]]) -> Document:
    url = absolute(f"{reverse('search')}?q={query}")
    heads = (_("Title"), _("Words"))
    return Document(
        title=_("Found: %s") % query,
        subtitle="",
        kind_label=_("Search"),
        url=url,
        status_line="",
        published_on=None,
        version="",
        sections=tuple(
            Section(f"kind-{place}", kind, (Item("", tables=(_table(heads, some),)),))
            for place, (kind, some) in enumerate(rows.items(), start=1)
            if some
        ),
        credits=(),
        how_to_cite=_("%(site)s. Search for “%(query)s” on %(day)s.")
        % {"site": settings.SITE_NAME, "query": query, "day": day_in_words(timezone.localdate())},
        licence="",
        language="en",
        is_demonstration=all(row.is_made_up for some in rows.values() for row in some),
        kind="search",
    )


def _table(heads: tuple[str, ...], rows: Sequence[FoundRow]) -> Table:
    cells = tuple((row.title, row.words) for row in rows)
    return Table(heads, cells, links=tuple(row.address for row in rows))


def _row(kind: str, row: Any) -> FoundRow:
    title = f"{row.thread.title} #{row.number}" if isinstance(row, Post) else str(row)
    words = row.plain if isinstance(row, Post) else getattr(row, "nutshell", "")
    thread_or_row = row.thread if isinstance(row, Post) else row
    is_made_up = bool(getattr(thread_or_row, "is_demonstration", False))
    mark = _("Demonstration: ") if is_made_up else ""
    address = absolute(PATHS[type(row)](row))
    return FoundRow(kind, mark + title, excerpt(words, WORDS), address, is_made_up)
