"""What somebody found in the library, to take along: as a table, and as a document."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casestudies.content.filters import Filters
from casestudies.exports import Document, Export, Item, Section, Table, render
from casestudies.exports.tables import to_csv, to_xlsx
from casestudies.exports.wording import day_in_words
from casestudies.models import CaseStudy
from casestudies.presentation.addresses import absolute
from casestudies.presentation.finding import chips, without_unknown
from casestudies.queries.facet_index import facet_index
from casestudies.queries.facet_labels import Names, names_of_values
from casestudies.queries.finding import find_case_studies

MOST = 1_000
"""Case studies that one file holds; the open data has them all."""
TABLES = {
    "csv": ("text/csv; charset=utf-8", to_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", to_xlsx),
}


def file_of_found(filters: Filters, fmt: str) -> Export:
    """Raises UnknownFormat, NothingToExport."""
    index = facet_index()
    names = names_of_values(index)
    filters = without_unknown(filters, names)
    case_studies = find_case_studies(filters, index=index, page_size=MOST).case_studies
    if fmt in TABLES:
        content_type, write = TABLES[fmt]
        return Export(write(_table(case_studies)), content_type, fmt)
    return render(_document(filters, names, case_studies), fmt, now=timezone.now())


def _document(filters: Filters, names: Names, case_studies: list[CaseStudy]) -> Document:
    address = absolute(f"{reverse('case_studies')}?{filters.query_string()}".rstrip("?"))
    count = ngettext("%(count)s case study", "%(count)s case studies", len(case_studies))
    table = (Section("table", _("All in one table"), (Item("", tables=(_short(case_studies),)),)),)
    return Document(
        title=_("Case studies found: %s") % filters.query if filters.query else _("Case studies found"),
        subtitle="",
        kind_label=_("A choice from the library"),
        url=address,
        status_line=count % {"count": len(case_studies)},
        published_on=None,
        version="",
        sections=(*table, *map(_section, case_studies)) if case_studies else (),
        credits=(),
        how_to_cite=_("%(site)s. Case studies found on %(day)s. %(url)s")
        % {"site": settings.SITE_NAME, "day": day_in_words(timezone.localdate()), "url": address},
        licence="CC BY-NC-SA 4.0",
        language="en",
        is_demonstration=all(case_study.is_demonstration for case_study in case_studies),
        facts=tuple((chip.facet, chip.label) for chip in chips(filters, names)),
        kind="search",
    )


def _section(case_study: CaseStudy) -> Section:
    return Section(
        key=f"case-{case_study.slug}",
        title=_marked(case_study),
        notes=tuple(filter(None, (case_study.nutshell, f"{case_study.theme.title} · {_places(case_study)}"))),
        url=_address(case_study),
    )


def _short(case_studies: list[CaseStudy]) -> Table:
    rows = tuple(
        (_marked(case_study), case_study.theme.title, _places(case_study)) for case_study in case_studies
    )
    heads = (_("Case study"), _("Theme"), _("Where"))
    return Table(heads, rows, links=tuple(map(_address, case_studies)))


def _table(case_studies: list[CaseStudy]) -> Table:
    heads = (_("Case study"), _("In a nutshell"), _("Theme"), _("Where"), _("Status"), _("Address"))
    rows = tuple(
        (
            _marked(case_study),
            case_study.nutshell,
            case_study.theme.title,
            _places(case_study),
            str(case_study.get_status_display()),
            _address(case_study),
        )
        for case_study in case_studies
    )
    return Table(heads, rows, _("Case studies found"))


def _marked(case_study: CaseStudy) -> str:
    mark = _("Demonstration: ") if case_study.is_demonstration else ""
    return f"{mark}{case_study.title}"


def _places(case_study: CaseStudy) -> str:
    return "; ".join(str(place.municipality) for place in case_study.places.all()) or _("Place not public")


def _address(case_study: CaseStudy) -> str:
    return absolute(reverse("case_study", args=[case_study.slug]))
