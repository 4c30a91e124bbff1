"""A case study as Dublin Core: the fifteen elements, each as often as there is something to say."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from casestudies.content import VOCABULARY_OF_FIELD
from casestudies.models import CaseStudy, CaseVersion
from casestudies.presentation import absolute, version_path, work_of_source, work_of_version
from exchange.text import render, sentences

LICENCES = {
    "CC BY-NC-SA 4.0": "https://creativecommons.org/licenses/by-nc-sa/4.0/",
    "CC BY-SA 4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
}


def elements_of(case_study: CaseStudy) -> Iterator[tuple[str, str]]:
    """Each element's name and value; empty values are left out. Needs current, theme and places."""
    version = case_study.current
    if version is None:
        return
    version.case_study = case_study
    for name, value in _elements(case_study, version, version.content, version.labels):
        if value:
            yield name, value


def _elements(
    case_study: CaseStudy, version: CaseVersion, content: Mapping[str, Any], labels: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    work = work_of_version(version)
    yield "title", content["title"]
    for author in work.authors:
        yield "creator", ", ".join(filter(None, (author.family, author.given)))
    yield from (("subject", label) for label in _subjects(labels))
    yield "description", content["abstract"] or content["nutshell"]
    if failed := first_sentence(content["what_did_not_work"]):
        yield "description", f"What did not work: {failed}"
    if case_study.is_demonstration:
        yield "description", "Demonstration: people, places and events are made up."
    yield "publisher", settings.SITE_NAME
    municipalities = list(labels.get("municipalities", {}).values())
    yield from (("contributor", name) for name in municipalities)
    yield "date", timezone.localdate(version.published_at).isoformat()
    yield "type", "Text"
    yield "type", work.genre
    yield "format", "text/html"
    yield "identifier", absolute(version_path(version))
    yield "identifier", absolute(reverse("case_study", args=[case_study.slug]))
    yield "language", content["language"]
    for row in content["relations"]:
        yield "relation", absolute(reverse("case_study", args=[row["case_study"]]))
    for row in content["sources"]:
        yield "source", work_of_source(row).address or row["title"]
    yield from (("coverage", name) for name in (*municipalities, *labels.get("provinces", {})))
    yield "rights", content["licence"]
    yield "rights", LICENCES.get(content["licence"], "")


def _subjects(labels: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    yield from labels.get("themes", {}).values()
    for vocabulary in VOCABULARY_OF_FIELD.values():
        yield from labels.get(vocabulary.value, {}).values()


def first_sentence(markdown: str) -> str:
    """The first sentence of a section, without its marks."""
    plain = render(markdown.strip().split("\n\n")[0]).plain if markdown.strip() else ""
    return next((" ".join(plain[span.start : span.end].split()) for span in sentences(plain)), "")
