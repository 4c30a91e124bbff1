"""Lessons: found by what they say and of what kind they are; and each on a page of its own."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from casestudies import access
from casestudies.content.filters import Sort
from casestudies.content.lesson_filters import LessonFilters
from casestudies.content.own_filters import SORTS
from casestudies.content.reading import by_key, read
from casestudies.forms.trials import TrialForm, WishForm
from casestudies.models import Lesson
from casestudies.presentation.lesson_words import CONTRARY, confidence_in_words, whose_experience
from casestudies.presentation.lessons import lesson_page
from casestudies.presentation.tried import picture_of
from casestudies.queries.case_page import help_lines
from casestudies.queries.lesson_page import contrary_to, origin_of, quotations_of, wishes_of
from casestudies.queries.trials import Tally, tallies_of, trials_of, wishes_for
from exchange.http import client_id_of
from exchange.people.access import member_or_none
from exchange.people.models import User


@login_not_required
@require_safe
def lessons(request: HttpRequest) -> HttpResponse:
    """Lessons by words and facets; failures stand beside successes."""
    shown = lesson_page(LessonFilters.parse(request.GET), user=request.user)
    sorts = [sort for sort in SORTS if shown.filters.query or sort != Sort.RELEVANCE]
    return render(
        request, "casestudies/lesson_list.html", {"page": shown, "filters": shown.filters, "sorts": sorts}
    )


@login_not_required
@require_safe
def lesson(request: HttpRequest, lesson_id: int) -> HttpResponse:
    """One that left its case study keeps its page; one whose case study was withdrawn leaves a mark: 410."""
    try:
        shown = access.lesson_to_read(request.user, lesson_id)
    except access.CaseWithdrawn as gone:
        context = {"case_study": gone.case_study}
        return render(request, "casestudies/lesson_withdrawn.html", context, status=410)
    return page_of_lesson(request, shown)


def page_of_lesson(
    request: HttpRequest, shown: Lesson, *, error: str = "", status: int = 200, **forms: TrialForm | WishForm
) -> HttpResponse:
    """A lesson with its reports; a form that did not go through keeps its words."""
    user = member_or_none(request)
    context = {
        "lesson": shown,
        "quotations": quotations_of(shown),
        "origin": origin_of(shown),
        "whose": whose_experience(shown),
        "confidence": confidence_in_words(shown),
        "audiences": shown.audiences.order_by("order", "key"),
        "related": contrary_to(shown, CONTRARY[shown.kind]),
        "trials": trials_of(shown),
        "picture": picture_of(tallies_of([shown]).get(shown.pk, Tally())),
        "wishes": wishes_for(shown),
        "can_edit": bool(user and user.can_edit),
        "error": error,
        **_hard_to_read(shown),
        **(_of_member(request, shown, user) | forms if user else {}),
    }
    return render(request, "casestudies/lesson_detail.html", context, status=status)


def _of_member(request: HttpRequest, shown: Lesson, user: User) -> dict[str, Any]:
    """Their own messages and reports, and the forms for new ones, begun with their municipality."""
    initial = {"municipality": user.municipality_code, "client_id": client_id_of(request)}
    taken_down = shown.trials.filter(by=user).exclude(withdrawn_reason="").select_related("municipality")
    case_study = shown.case_study
    answers_at = reverse("case_wishes", args=[case_study.slug]) if case_study else reverse("wishes")
    answers = access.may_write(user, case_study) if case_study else user.can_edit
    context: dict[str, Any] = {
        "own_wishes": wishes_of(shown, user.pk),
        "answers_at": answers_at if answers else "",
        "taken_down": taken_down.order_by("-withdrawn_at", "pk"),
    }
    if shown.retired_at:
        return context
    return context | {
        "trial_form": TrialForm(initial=initial, auto_id="report_%s"),
        "wish_form": WishForm(initial=initial, auto_id="wish_%s"),
    }


def _hard_to_read(shown: Lesson) -> dict[str, Any]:
    """What the case study's content note warns of holds for its lessons."""
    case_study = shown.case_study
    version = case_study.current if case_study and case_study.has_content_note else None
    if version is None:
        return {}
    notes = by_key(read(version.content, version.labels, {}))["content_notes"]
    return {"speaks_of": notes.keys, "help_lines": help_lines()}
