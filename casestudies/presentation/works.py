"""A version of a case study, and the sources of one, as works that can be cited."""

from collections.abc import Mapping

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from casestudies.citing import Name, Work, group, names_in, person
from casestudies.content import PlaceRole, SourceKind
from casestudies.models import CaseVersion
from casestudies.presentation.addresses import absolute


def version_path(version: CaseVersion) -> str:
    return reverse("case_version", args=[version.case_study.slug, version.number])


def work_of_version(version: CaseVersion) -> Work:
    """The version as it is cited: by the authors who agreed to be named, else by its municipality."""
    content = version.content
    return Work(
        key=f"{version.case_study.slug}-v{version.number}",
        kind="report",
        title=content["title"],
        authors=tuple(person(name) for name in version.authors) or _groups(version),
        day=timezone.localdate(version.published_at),
        version=version.number,
        genre="Demonstration case study" if version.case_study.is_demonstration else "Case study",
        publisher=settings.SITE_NAME,
        url=absolute(version_path(version)),
        language=content["language"],
        abstract=content["abstract"],
        licence=content["licence"],
    )


def _groups(version: CaseVersion) -> tuple[Name, ...]:
    """The municipalities that led it, as far as readers may know; else the platform."""
    names: Mapping[str, str] = version.labels.get("municipalities", {})
    places = version.content["places"]
    leading = [place for place in places if place["role"] == PlaceRole.LEAD] or places
    codes = dict.fromkeys(place["municipality"] for place in leading)
    called = [municipality_name(names[code]) for code in codes if code in names]
    return tuple(group(name) for name in called) or (group(settings.SITE_NAME),)


def municipality_name(label: str) -> str:
    """``Mbali Bay, Eastern Cape`` as an author: Mbali Bay Municipality."""
    name = label.rpartition(", ")[0] or label
    return name if name.startswith("City of ") else f"{name} Municipality"


def work_of_source(row: Mapping[str, str], *, key: str = "") -> Work:
    """A row of a case study's sources."""
    return Work(
        key=key or row.get("uid", "") or "source",
        kind=row.get("kind") or SourceKind.REPORT.value,
        title=row.get("title", ""),
        authors=names_in(row.get("authors", "")),
        year=row.get("year", ""),
        publisher=row.get("publisher", ""),
        url=row.get("url", ""),
        doi=bare_doi(row.get("doi", "")),
    )


def sources_of_version(version: CaseVersion) -> list[Work]:
    """Its sources, each under a key of its own."""
    rows = enumerate(version.content["sources"], start=1)
    return [work_of_source(row, key=f"{version.case_study.slug}-source-{number}") for number, row in rows]


def bare_doi(doi: str) -> str:
    """A DOI without the address that people often write before it."""
    for before in ("https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "doi.org/", "doi:"):
        if doi.casefold().startswith(before):
            return doi[len(before) :].strip()
    return doi.strip()
