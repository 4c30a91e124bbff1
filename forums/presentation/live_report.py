"""The report of a session as a document: the same figures as on its page, none of which names anybody."""

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from casestudies.exports import Document, Item, Section, Table
from casestudies.presentation import absolute
from forums.models import LiveSession
from forums.presentation.live_figures import Chart, Figure, report_of

AT = "j F Y, H:i"


def document_of_report(session: LiveSession) -> Document:
    """What everybody reads of it: a file is passed on, so it holds nothing that is for facilitators."""
    url = absolute(reverse("session_report", args=[session.slug]))
    report = report_of(session)
    return Document(
        title=_("Report: %s") % session.title,
        subtitle=str(session.subject),
        kind_label=_("A live session in figures"),
        url=url,
        status_line="",
        published_on=None,
        version="",
        sections=(
            _figures("people", _("Taking part"), report.people),
            _figures("questions", _("Questions and answers"), report.questions),
            *_charts(report.charts),
            *_charts(report.polls),
        ),
        credits=(),
        how_to_cite=_("%(site)s. %(title)s (live session in figures). %(url)s")
        % {"site": settings.SITE_NAME, "title": session.title, "url": url},
        licence="",
        language="en",
        is_demonstration=session.is_demonstration,
        facts=((_("Held"), date_format(localtime(session.opened_at or session.starts_at), AT)),),
        kind="session",
    )


def _figures(key: str, title: str, figures: Sequence[Figure]) -> Section:
    rows = tuple((figure.label, figure.value) for figure in figures)
    return Section(key, title, (Item("", tables=(Table((_("What"), _("How many")), rows),)),))


def _charts(charts: Sequence[Chart]) -> Iterator[Section]:
    for chart in charts:
        rows = tuple(tuple(map(str, row)) for row in chart.rows)
        notes = (chart.note,) if chart.note else ()
        table = Table(tuple(map(str, chart.columns)), rows)
        yield Section(f"chart-{chart.key}", chart.title, (Item("", tables=(table,)),), notes=notes)
