"""A case study as its readers see it: the current version, an earlier one, a file, a reference."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from casestudies import access
from casestudies.citing import UnknownStyle, apa, bibtex, csl_json, write
from casestudies.content.reading import by_key, read
from casestudies.exports import render as render_export
from casestudies.models import CaseStudy, CaseVersion
from casestudies.presentation import (
    document_of_version,
    meta_of_version,
    sources_of_version,
    work_of_version,
)
from casestudies.queries import case_page
from casestudies.queries.reviewing import public_notes_of
from casestudies.views.taking import file_or_reason
from casestudies.views.tombstones import with_tombstone

CSL = "application/vnd.citationstyles.csl+json; charset=utf-8"


@login_not_required
@require_safe
@with_tombstone
def case_study(request: HttpRequest, slug: str) -> HttpResponse:
    """The current version, or what is known of a draft that one may see."""
    shown = access.case_study_to_read(request.user, slug)
    lessons = case_page.lessons_of(shown)
    context = {
        "engagements": shown.engagements.in_order(),
        "learnings": shown.recorded_learnings.newest_first(),
        "learned": [lesson for lesson in lessons if not lesson.uid],
        "related_back": case_page.related_back(shown),
        "may_write": access.may_write(request.user, shown),
    }
    if shown.current is None:
        return render(request, "casestudies/case_study_detail.html", {"case_study": shown, **context})
    context |= text_of(shown, shown.current) | {"lessons": {lesson.uid: lesson for lesson in lessons}}
    return render(request, "casestudies/case_study_detail.html", context)


@login_not_required
@require_safe
@with_tombstone
def case_version(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """A version as it was published, whatever came after it."""
    version = access.version_to_read(request.user, slug, number)
    shown = version.case_study
    lessons = {lesson.uid: lesson for lesson in case_page.lessons_of(shown)}
    context = text_of(shown, version) | {"lessons": lessons}
    return render(request, "casestudies/case_version.html", context)


def text_of(case_study: CaseStudy, version: CaseVersion) -> dict[str, Any]:
    """A version, read, with what stands beside its words."""
    version.case_study = case_study
    versions = case_page.versions_of(case_study)
    redactions = next((one.redactions.all() for one in versions if one.pk == version.pk), ())
    groups = read(version.content, version.labels, version.html)
    work = work_of_version(version)
    return {
        "case_study": case_study,
        "version": version,
        "versions": versions,
        "groups": groups,
        "shown": by_key(groups),
        "provinces": version.labels.get("provinces", {}),
        "pictures": case_page.pictures_in(version.content),
        "notes": public_notes_of(case_study),
        "redactions": case_page.by_field(redactions),
        "is_stub": version.major == 0,
        "help_lines": case_page.help_lines() if version.content["content_notes"] else [],
        "meta": meta_of_version(version, work),
        "apa": apa(work),
        "bibtex": bibtex(work),
    }


@login_not_required
@require_safe
@with_tombstone
def citation(request: HttpRequest, slug: str, number: str, extension: str) -> HttpResponse:
    """The version as a reference. 404 for a style that we do not write."""
    version = access.version_to_read(request.user, slug, number)
    try:
        file = write(work_of_version(version), extension)
    except UnknownStyle as error:
        raise Http404 from error
    response = HttpResponse(file.content, content_type=file.content_type)
    response["Content-Disposition"] = f'attachment; filename="{slug}-v{number}.{file.extension}"'
    return response


@login_not_required
@require_safe
@with_tombstone
def sources(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """The sources of a version as CSL-JSON, for a reference manager."""
    version = access.version_to_read(request.user, slug, number)
    response = HttpResponse(csl_json(sources_of_version(version)), content_type=CSL)
    response["Content-Disposition"] = f'attachment; filename="{slug}-v{number}-sources.json"'
    return response


@login_not_required
@require_safe
@with_tombstone
def case_version_export(request: HttpRequest, slug: str, number: str, extension: str) -> HttpResponse:
    """A version as a document, whatever came after it."""
    version = access.version_to_read(request.user, slug, number)
    return file_or_reason(
        request,
        lambda: render_export(document_of_version(version), extension),
        f"{slug}-v{number}",
        back=reverse("case_version", args=[slug, number]),
    )


@login_not_required
@require_safe
@with_tombstone
def case_export(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    """The current version as a document to take along."""
    shown = access.case_study_to_read(request.user, slug)
    if shown.current is None:
        raise Http404
    version: CaseVersion = shown.current
    version.case_study = shown
    return file_or_reason(
        request,
        lambda: render_export(document_of_version(version), extension),
        slug,
        back=reverse("case_study", args=[slug]),
    )
