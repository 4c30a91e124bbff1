"""What machines read in the head of a version's page: JSON-LD, Dublin Core, citation and preview tags."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse

from casestudies.citing import Name, Work
from casestudies.models import CaseVersion
from casestudies.presentation.addresses import absolute

LICENCES = {
    "CC BY-NC-SA 4.0": "https://creativecommons.org/licenses/by-nc-sa/4.0/",
    "CC BY-SA 4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
}


@dataclass(frozen=True)
class Meta:
    """``named`` are (name, content) of meta elements, ``properties`` those of Open Graph."""

    linked_data: dict[str, Any]
    named: tuple[tuple[str, str], ...]
    properties: tuple[tuple[str, str], ...]
    licence_url: str


def meta_of_version(version: CaseVersion, work: Work) -> Meta:
    return Meta(
        linked_data=linked_data(version, work),
        named=tuple(_named(version, work)),
        properties=tuple(_properties(version, work)),
        licence_url=LICENCES.get(work.licence, ""),
    )


def linked_data(version: CaseVersion, work: Work) -> dict[str, Any]:
    """schema.org: the report with its places and its series, and the way to it."""
    case_study = version.case_study
    page = absolute(reverse("case_study", args=[case_study.slug]))
    first = case_study.first_published_at or version.published_at
    report = {
        "@type": "Report",
        "@id": work.url,
        "url": work.url,
        "name": work.title,
        "headline": work.title,
        "description": version.content["nutshell"],
        "abstract": work.abstract,
        "inLanguage": work.language,
        "author": [_agent(name) for name in work.authors],
        "publisher": {"@type": "Organization", "name": settings.SITE_NAME, "url": absolute("/")},
        "datePublished": f"{first:%Y-%m-%d}",
        "dateModified": f"{version.published_at:%Y-%m-%d}",
        "version": version.number,
        "creativeWorkStatus": str(version.get_status_display()),
        "license": LICENCES.get(work.licence, work.licence),
        "keywords": _keywords(version),
        "contentLocation": [{"@type": "Place", "name": place} for place in _places(version)],
        "isPartOf": {"@type": "Collection", "name": settings.SITE_NAME, "url": absolute("/case-studies/")},
        "isAccessibleForFree": True,
        "mainEntityOfPage": page,
    }
    steps = (
        (settings.SITE_NAME, absolute("/")),
        ("Case studies", absolute(reverse("case_studies"))),
        (work.title, page),
    )
    crumbs = [
        {"@type": "ListItem", "position": number, "name": name, "item": url}
        for number, (name, url) in enumerate(steps, start=1)
    ]
    breadcrumbs = {"@type": "BreadcrumbList", "itemListElement": crumbs}
    told = {key: value for key, value in report.items() if value}
    return {"@context": "https://schema.org", "@graph": [told, breadcrumbs]}


def _named(version: CaseVersion, work: Work) -> Iterator[tuple[str, str]]:
    day = f"{work.day:%Y-%m-%d}" if work.day else ""
    names = [", ".join(filter(None, (name.family, name.given))) for name in work.authors]
    yield "DC.title", work.title
    for name in names:
        yield "DC.creator", name
    yield "DC.description", work.abstract or version.content["nutshell"]
    yield "DC.date", day
    yield "DC.type", "Text"
    yield "DC.identifier", work.url
    yield "DC.language", work.language
    yield "DC.publisher", work.publisher
    yield "DC.rights", LICENCES.get(work.licence, work.licence)
    for keyword in _keywords(version):
        yield "DC.subject", keyword
    for place in _places(version):
        yield "DC.coverage", place
    yield "citation_title", work.title
    for name in names:
        yield "citation_author", name
    yield "citation_publication_date", day.replace("-", "/")
    yield "citation_technical_report_institution", work.publisher
    yield "citation_technical_report_number", f"version {work.version}"
    yield "citation_language", work.language
    yield "citation_public_url", work.url


def _properties(version: CaseVersion, work: Work) -> Iterator[tuple[str, str]]:
    first = version.case_study.first_published_at or version.published_at
    yield "og:type", "article"
    yield "og:site_name", settings.SITE_NAME
    yield "article:published_time", f"{first:%Y-%m-%d}"
    yield "article:modified_time", f"{version.published_at:%Y-%m-%d}"


def _agent(name: Name) -> dict[str, str]:
    if name.is_group:
        return {"@type": "Organization", "name": name.family}
    return {
        "@type": "Person",
        "name": f"{name.given} {name.family}",
        "familyName": name.family,
        "givenName": name.given,
    }


def _keywords(version: CaseVersion) -> list[str]:
    """Theme, approach and setting as they were called on that day."""
    content, labels = version.content, version.labels
    keys = [("themes", content["theme"]), *(("themes", key) for key in content["other_themes"])]
    keys += [(space, key) for space in ("approach", "setting") for key in content[space]]
    return [labels.get(space, {}).get(key, "") or key for space, key in keys if key]


def _places(version: CaseVersion) -> list[str]:
    """The municipalities, or the provinces where no more may be told."""
    labels = version.labels
    codes = [place["municipality"] for place in version.content["places"]]
    names = [name for code in codes if (name := labels.get("municipalities", {}).get(code))]
    return list(dict.fromkeys(names)) or list(labels.get("provinces", {}).values())
