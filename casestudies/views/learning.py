from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casestudies import access
from casestudies.exports import Export, UnknownFormat
from casestudies.exports import render as render_export
from casestudies.models import Lesson, PublishedQuotation, RecordedLearning
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
    shown = access.learning_to_read(slug)
    return render(
        request,
        "casestudies/learning_detail.html",
        {
            "learning": shown,
            "sections": sections_of(shown),
            "case_studies": cases_of(shown),
            "lessons": shown.lessons.order_by("pk"),
            "how_to_cite": how_to_cite(shown),
        },
    )


@login_not_required
@require_safe
def learning_export(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    shown = access.learning_to_read(slug)
    return export_response(lambda: render_export(document_of_learning(shown), extension), shown.slug)


def export_response(make: Callable[[], Export], name: str) -> HttpResponse:
    """A file to keep, under a name that says what it is. 404 for a format that we do not have."""
    try:
        export = make()
    except UnknownFormat as error:
        raise Http404 from error
    response = HttpResponse(export.content, content_type=export.content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{export.extension}"'
    return response


@login_not_required
@require_safe
def lessons(request: HttpRequest) -> HttpResponse:
    shown = Lesson.objects.select_related("engagement", "case_study").order_by("-created_at", "-pk")
    return render(request, "casestudies/lesson_list.html", {"lessons": shown})


@login_not_required
@require_safe
def lesson(request: HttpRequest, lesson_id: int) -> HttpResponse:
    shown = access.lesson_to_read(lesson_id)
    return render(
        request,
        "casestudies/lesson_detail.html",
        {"lesson": shown, "quotations": quotations_of(shown)},
    )


def quotations_of(shown: Lesson) -> list[PublishedQuotation]:
    """The published words that a lesson is derived from."""
    if shown.learning is None:
        return []
    quotations = PublishedQuotation.objects.filter(
        item__learning=shown.learning, quotation_id__in=shown.quotation_ids
    )
    return list(quotations.order_by("item__position", "position", "pk"))
