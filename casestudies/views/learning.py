from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casestudies import access
from casestudies.exports import Export, UnknownFormat
from casestudies.exports import render as render_export
from casestudies.models import LearningVersion, RecordedLearning
from casestudies.presentation import document_of_learning, how_to_cite
from casestudies.queries import cases_of, sections_of


@login_not_required
@require_safe
def learnings(request: HttpRequest) -> HttpResponse:
    shown = RecordedLearning.objects.select_related("engagement", "theme").newest_first()
    return render(request, "casestudies/learning_list.html", {"learnings": shown})


@login_not_required
@require_safe
def learning(request: HttpRequest, slug: str) -> HttpResponse:
    return learning_page(request, access.learning_to_read(slug))


@login_not_required
@require_safe
def learning_version(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """A version under its own lasting URL; an earlier one says that there is a newer."""
    version = access.learning_version_to_read(slug, number)
    return learning_page(request, version.learning, version)


def learning_page(
    request: HttpRequest, shown: RecordedLearning, version: LearningVersion | None = None
) -> HttpResponse:
    versions = list(shown.versions.order_by("-published_at", "-pk"))
    version = version or versions[0]
    return render(
        request,
        "casestudies/learning_detail.html",
        {
            "learning": shown,
            "version": version,
            "versions": versions,
            "is_newest": version.number == shown.version,
            "sections": sections_of(shown, version.number),
            "case_studies": cases_of(shown),
            "lessons": shown.lessons.filter(retired_at=None).order_by("pk"),
            "how_to_cite": how_to_cite(shown, version),
        },
    )


@login_not_required
@require_safe
def learning_export(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    shown = access.learning_to_read(slug)
    return export_response(lambda: render_export(document_of_learning(shown), extension), shown.slug)


@login_not_required
@require_safe
def learning_version_export(request: HttpRequest, slug: str, number: str, extension: str) -> HttpResponse:
    version = access.learning_version_to_read(slug, number)
    return export_response(
        lambda: render_export(document_of_learning(version.learning, version), extension),
        f"{slug}-v{number}",
    )


def export_response(make: Callable[[], Export], name: str) -> HttpResponse:
    """A file to keep, under a name that says what it is. 404 for a format that we do not have."""
    try:
        export = make()
    except UnknownFormat as error:
        raise Http404 from error
    response = HttpResponse(export.content, content_type=export.content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{export.extension}"'
    return response
