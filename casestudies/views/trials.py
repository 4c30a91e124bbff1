"""Reports on a lesson: writing one, taking one's own back, taking one down."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from casestudies import access
from casestudies.actions.trials import report_trial, take_down_trial, withdraw_trial
from casestudies.forms.trials import TakeDownForm, TrialForm
from casestudies.models import Lesson, Trial
from casestudies.views.lessons import page_of_lesson
from exchange.errors import ActionError
from exchange.http import client_id_of, done, invalid, refusal, wants_json
from exchange.people.access import member


@require_POST
def report(request: HttpRequest, lesson_id: int) -> HttpResponse:
    shown = access.lesson_to_read(request.user, lesson_id)
    form = TrialForm(request.POST, auto_id="report_%s")
    error, status = "", 400
    if form.is_valid():
        answers = {**form.cleaned_data, "client_id": client_id_of(request)}
        try:
            report_trial(lesson=shown, by=member(request), **answers)
        except ActionError as refused:
            if wants_json(request):
                return refusal(refused)
            error, status = str(refused.message), refused.status
        else:
            messages.success(request, _("Thank you: your report stands on this page."))
            url = f"{url_of(shown)}#trials"
            return done(url=url) if wants_json(request) else redirect(url)
    elif wants_json(request):
        return invalid(form)
    return page_of_lesson(request, shown, trial_form=form, error=error, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, lesson_id: int, trial_id: int) -> HttpResponse:
    """Its author takes it back without a word; an editor says why."""
    trial = access.trial_to_withdraw(request.user, lesson_id, trial_id)
    is_own = trial.by_id == member(request).pk
    form = TakeDownForm(request.POST or None)
    if request.method == "POST" and (is_own or form.is_valid()):
        if is_own:
            withdraw_trial(trial=trial)
        else:
            take_down_trial(trial=trial, reason=form.cleaned_data["reason"])
        return redirect(f"{url_of(trial.lesson)}#trials")
    status = 400 if request.method == "POST" else 200
    return _asking(request, trial, None if is_own else form, status)


def _asking(request: HttpRequest, trial: Trial, form: TakeDownForm | None, status: int) -> HttpResponse:
    context = {"trial": trial, "lesson": trial.lesson, "form": form}
    return render(request, "casestudies/trial_withdraw.html", context, status=status)


def url_of(shown: Lesson) -> str:
    return reverse("lesson", args=[shown.pk])
