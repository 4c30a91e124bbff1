"""Wishes to try a lesson: sending one to its team, and the pages where the team answers."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from casestudies import access
from casestudies.actions.wishes import answer_wish, send_wish
from casestudies.forms.trials import AnswerForm, WishForm
from casestudies.models import CaseStudy, Lesson, TrialWish
from casestudies.queries.trials import wishes_to_answer
from casestudies.views.lessons import page_of_lesson
from exchange.errors import ActionError
from exchange.http import client_id_of, done, invalid, refusal, wants_json
from exchange.people.access import member


@require_POST
def send(request: HttpRequest, lesson_id: int) -> HttpResponse:
    shown = access.lesson_to_read(request.user, lesson_id)
    form = WishForm(request.POST, auto_id="wish_%s")
    error, status = "", 400
    if form.is_valid():
        answers = {**form.cleaned_data, "client_id": client_id_of(request)}
        try:
            send_wish(lesson=shown, by=member(request), **answers)
        except ActionError as refused:
            if wants_json(request):
                return refusal(refused)
            error, status = str(refused.message), refused.status
        else:
            messages.success(request, _("Sent. The answer will stand on this page, and comes by mail."))
            url = reverse("lesson", args=[shown.pk]) + "#wishes"
            return done(url=url) if wants_json(request) else redirect(url)
    elif wants_json(request):
        return invalid(form)
    return page_of_lesson(request, shown, wish_form=form, error=error, status=status)


@require_safe
def wishes(request: HttpRequest) -> HttpResponse:
    """For editors: wishes for lessons that no case study stands behind."""
    access.check_answers_for_editors(request.user)
    return wish_page(request, None)


@require_safe
def case_wishes(request: HttpRequest, slug: str) -> HttpResponse:
    """For its authors and editors: wishes for the lessons of a case study."""
    return wish_page(request, access.case_study_to_write(request.user, slug))


@require_POST
def answer(request: HttpRequest, wish_id: int) -> HttpResponse:
    wish = access.wish_to_answer(request.user, wish_id)
    case_study = wish.lesson.case_study
    form = AnswerForm(request.POST, auto_id=f"answer_{wish.pk}_%s")
    error, status = "", 400
    if form.is_valid():
        try:
            answer_wish(wish=wish, text=form.cleaned_data["answer"], by=member(request))
        except ActionError as refused:
            if wants_json(request):
                return refusal(refused)
            error, status = str(refused.message), refused.status
        else:
            url = f"{url_of_wishes(case_study)}#wish-{wish.pk}"
            return done(url=url) if wants_json(request) else redirect(url)
    elif wants_json(request):
        return invalid(form)
    return wish_page(request, case_study, answered=wish, form=form, error=error, status=status)


def wish_page(
    request: HttpRequest,
    case_study: CaseStudy | None,
    *,
    answered: TrialWish | None = None,
    form: AnswerForm | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    """Each wish with a box for its answer; the one that did not go through keeps its words."""
    lessons: QuerySet[Lesson] = Lesson.objects.filter(case_study=case_study)
    rows = [
        (wish, form if answered == wish else AnswerForm(auto_id=f"answer_{wish.pk}_%s"))
        for wish in wishes_to_answer(lessons)
    ]
    context = {"case_study": case_study, "rows": rows, "error": error}
    return render(request, "casestudies/wish_list.html", context, status=status)


def url_of_wishes(case_study: CaseStudy | None) -> str:
    return reverse("case_wishes", args=[case_study.slug]) if case_study else reverse("wishes")
