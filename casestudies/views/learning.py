from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from casestudies import access
from casestudies.exports import render as render_export
from casestudies.models import LearningVersion, RecordedLearning, Volume
from casestudies.presentation import document_of_learning, how_to_cite
from casestudies.presentation.sharing import shared_text
from casestudies.queries import cases_of, sections_of
from casestudies.views.taking import file_or_reason


@login_not_required
@require_safe
def learnings(request: HttpRequest) -> HttpResponse:
    shown = RecordedLearning.objects.select_related("engagement", "theme").newest_first()
    volumes = Volume.objects.published().newest_first()
    return render(request, "casestudies/learning_list.html", {"learnings": shown, "volumes": volumes})


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
            "share": shared_text(document_of_learning(shown, version)),
        },
    )


@login_not_required
@require_safe
def learning_export(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    shown = access.learning_to_read(slug)
    return file_or_reason(
        request,
        lambda: render_export(document_of_learning(shown), extension),
        slug,
        back=reverse("learning", args=[slug]),
    )


@login_not_required
@require_safe
def learning_version_export(request: HttpRequest, slug: str, number: str, extension: str) -> HttpResponse:
    version = access.learning_version_to_read(slug, number)
    return file_or_reason(
        request,
        lambda: render_export(document_of_learning(version.learning, version), extension),
        f"{slug}-v{number}",
        back=reverse("learning_version", args=[slug, number]),
    )
