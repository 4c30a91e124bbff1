"""What editors decide: who reviews, what goes back, what is published, withdrawn and noted."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casestudies import access
from casestudies.actions import notes, workflow
from casestudies.forms.reviewing import AskForm, NoteForm, PublishForm, ReturnForm, WithdrawForm
from casestudies.models import CaseStudyStatus
from casestudies.views.reviewing import back, refused_page, review_page
from exchange.errors import ActionError
from exchange.people.access import member


@require_POST
def ask_reviewers(request: HttpRequest, slug: str) -> HttpResponse:
    case_study = access.case_study_to_edit(request.user, slug)
    form = AskForm(request.POST, case_study=case_study)
    if not form.is_valid():
        return review_page(request, case_study, forms={"ask_form": form}, error_at="ask", status=400)
    try:
        workflow.ask_reviewers(case_study=case_study, reviewers=form.reviewers(), by=member(request))
    except ActionError as refused:
        return refused_page(request, case_study, refused, "ask", forms={"ask_form": form})
    messages.success(request, _("Asked. Each gets a mail with the way to this page."))
    return back(case_study)


@require_POST
def return_to_authors(request: HttpRequest, slug: str) -> HttpResponse:
    case_study = access.case_study_to_edit(request.user, slug)
    form = ReturnForm(request.POST, prefix="return")
    if not form.is_valid():
        return review_page(request, case_study, forms={"return_form": form}, error_at="return", status=400)
    try:
        workflow.return_draft(case_study=case_study, by=member(request), reason=form.cleaned_data["reason"])
    except ActionError as refused:
        return refused_page(request, case_study, refused, "return", forms={"return_form": form})
    messages.success(request, _("Returned to its authors."))
    return back(case_study)


@require_POST
def publish_case_study(request: HttpRequest, slug: str) -> HttpResponse:
    case_study = access.case_study_to_edit(request.user, slug)
    form = PublishForm(request.POST, is_first=case_study.status != CaseStudyStatus.PUBLISHED)
    if not form.is_valid():
        return review_page(request, case_study, forms={"publish_form": form}, error_at="publish", status=400)
    try:
        version = workflow.publish_case_study(
            case_study=case_study,
            by=member(request),
            note=form.cleaned_data.get("note", ""),
            is_major=form.cleaned_data.get("is_major", False),
        )
    except ActionError as refused:
        return refused_page(request, case_study, refused, "publish", forms={"publish_form": form})
    messages.success(request, _("Published as version %(number)s.") % {"number": version.number})
    return redirect("case_version", slug, version.number)


@require_POST
def withdraw_case_study(request: HttpRequest, slug: str) -> HttpResponse:
    case_study = access.case_study_to_edit(request.user, slug)
    form = WithdrawForm(request.POST, prefix="withdraw")
    if not form.is_valid():
        return review_page(
            request, case_study, forms={"withdraw_form": form}, error_at="withdraw", status=400
        )
    try:
        workflow.withdraw_case_study(
            case_study=case_study, reason=form.cleaned_data["reason"], by=member(request)
        )
    except ActionError as refused:
        return refused_page(request, case_study, refused, "withdraw", forms={"withdraw_form": form})
    messages.success(request, _("Withdrawn. Its address now says when and why."))
    return back(case_study)


@require_POST
def reinstate_case_study(request: HttpRequest, slug: str) -> HttpResponse:
    case_study = access.case_study_to_edit(request.user, slug)
    try:
        version = workflow.reinstate_case_study(case_study=case_study, by=member(request))
    except ActionError as refused:
        return refused_page(request, case_study, refused, "withdraw")
    messages.success(request, _("Public again, as version %(number)s.") % {"number": version.number})
    return back(case_study)


@require_POST
def add_note(request: HttpRequest, slug: str) -> HttpResponse:
    case_study = access.case_study_to_edit(request.user, slug)
    form = NoteForm(request.POST, prefix="note")
    if not form.is_valid():
        return review_page(request, case_study, forms={"note_form": form}, error_at="note", status=400)
    try:
        notes.add_note(case_study=case_study, by=member(request), **form.cleaned_data)
    except ActionError as refused:
        return refused_page(request, case_study, refused, "note", forms={"note_form": form})
    messages.success(request, _("The note is public now."))
    return back(case_study, "#notes")


@require_POST
def lift_note(request: HttpRequest, slug: str, note_id: int) -> HttpResponse:
    case_study = access.case_study_to_edit(request.user, slug)
    notes.lift_note(note=get_object_or_404(case_study.public_notes, pk=note_id))
    messages.success(request, _("The note is lifted."))
    return back(case_study, "#notes")
