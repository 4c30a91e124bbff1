"""Looking after what is public: whether it is still true, words that must go, and one's own list."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from casestudies import access
from casestudies.actions.redactions import ReasonTells, WordsMissing, WordsTooShort, find_words, redact_words
from casestudies.actions.reminders import confirm_reviewed
from casestudies.content import FIELDS_BY_KEY
from casestudies.forms.reviewing import RedactForm
from casestudies.queries import written_by
from casestudies.queries.reviewing import due_for_review, reviews_waiting_for, under_way
from exchange.errors import ActionError
from exchange.people.access import member


@require_safe
def own_case_studies(request: HttpRequest) -> HttpResponse:
    """What I write, what waits for my review and, for editors, what waits for them."""
    user = member(request)
    context = {"mine": written_by(user), "waiting": reviews_waiting_for(user)}
    if user.can_edit:
        context |= {"under_way": under_way(), "due": due_for_review(timezone.localdate())}
    return render(request, "casestudies/own_case_studies.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def still_true(request: HttpRequest, slug: str) -> HttpResponse:
    """Where the yearly reminder leads: its owner or an editor says that it is still true as it stands."""
    case_study = access.case_study_to_hand_out(request.user, slug)
    error, status = "", 200
    if request.method == "POST":
        try:
            confirm_reviewed(case_study=case_study)
        except ActionError as refused:
            error, status = str(refused.message), refused.status
        else:
            messages.success(request, _("Thank you. We will ask again in a year."))
            return redirect("case_study", slug)
    context = {"case_study": case_study, "error": error}
    return render(request, "casestudies/still_true.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def redact(request: HttpRequest, slug: str) -> HttpResponse:
    """An editor takes words out of every version: first it is shown where they stand, then it is done."""
    case_study = access.case_study_to_edit(request.user, slug)
    form = RedactForm(request.POST or None)
    found, status = None, 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            words, reason = form.cleaned_data["words"], form.cleaned_data["reason"]
            try:
                if request.POST.get("confirmed"):
                    done = redact_words(case_study=case_study, words=words, reason=reason, by=member(request))
                    messages.success(
                        request,
                        ngettext("Withdrawn in %(n)s place.", "Withdrawn in %(n)s places.", done.places)
                        % {"n": done.places},
                    )
                    return redirect("case_review", slug)
                found, status = find_words(case_study=case_study, words=words), 200
            except (WordsMissing, WordsTooShort) as refused:
                form.add_error("words", str(refused.message))
            except ReasonTells as refused:
                form.add_error("reason", str(refused.message))
    places = [
        (version, [(_called(key), times) for key, times in counts.items()])
        for version, counts in (found.versions if found else ())
    ]
    context = {"case_study": case_study, "form": form, "found": found, "places": places}
    return render(request, "casestudies/redact.html", context, status=status)


def _called(key: str) -> str:
    """A field, or what a version has beside them."""
    beside = {"note": _("What changed"), "authors": _("Authors")}
    return str(FIELDS_BY_KEY[key].label) if key in FIELDS_BY_KEY else beside[key]
