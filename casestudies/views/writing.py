"""Writing a case study: beginning one, the overview of its steps, and the draft as readers would see it."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from casestudies import access
from casestudies.actions.drafts import start_case_study
from casestudies.actions.versions import html_of
from casestudies.content import Content, Kind, Problem, Step
from casestudies.content.public import public_content
from casestudies.content.reading import by_key, read
from casestudies.forms.start import StartForm
from casestudies.forms.step import fields_of
from casestudies.models import CaseStudy, DraftState, Theme
from casestudies.queries import authors_of, head_of, labels_of, lacks_of, written_by
from casestudies.queries.case_page import help_lines, pictures_in
from exchange.people.access import member


@dataclass(frozen=True)
class StepState:
    """How far a step has come."""

    step: Step
    filled: int
    fields: int
    lacks: list[Problem]


@require_http_methods(["GET", "HEAD", "POST"])
def write_new(request: HttpRequest) -> HttpResponse:
    by = member(request)
    form = StartForm(request.POST or None, by=by)
    if request.method == "POST" and form.is_valid():
        theme = get_object_or_404(Theme, slug=form.cleaned_data["theme"])
        begun = start_case_study(title=form.cleaned_data["title"], theme=theme, content=form.content(), by=by)
        return redirect("write_case_study", begun.slug)
    context = {"form": form, "mine": written_by(by)}
    return render(
        request, "casestudies/write_new.html", context, status=400 if request.method == "POST" else 200
    )


@require_safe
def write_case_study(request: HttpRequest, slug: str) -> HttpResponse:
    case_study = access.case_study_to_write(request.user, slug)
    head = head_of(case_study)
    lacks = lacks_of(head.content, case_study)
    authors = authors_of(case_study)
    owners = [author.user_id for author in authors if author.is_owner]
    return render(
        request,
        "casestudies/write_overview.html",
        {
            "case_study": case_study,
            "head": head,
            "title": head.content["title"],
            "steps": [_state(step, head.content, lacks) for step in Step],
            "lacks": lacks,
            "authors": authors,
            "may_hand_out": member(request).can_edit or request.user.pk in owners,
            "is_resting": rests(case_study),
        },
    )


def _state(step: Step, content: Content, lacks: list[Problem]) -> StepState:
    fields = fields_of(step)
    filled = [field for field in fields if content[field.key] or field.kind == Kind.TICK]
    return StepState(step, len(filled), len(fields), [lack for lack in lacks if lack.step == step])


def rests(case_study: CaseStudy) -> bool:
    """Whether its text is with reviewers, so that nobody may change it now."""
    return case_study.draft_state in {DraftState.SUBMITTED, DraftState.IN_REVIEW}


@require_safe
def case_preview(request: HttpRequest, slug: str) -> HttpResponse:
    case_study = access.case_study_to_write(request.user, slug)
    head = head_of(case_study)
    content, labels = public_content(head.content), labels_of(head.content)
    groups = read(content, labels, html_of(content))
    context = {
        "case_study": case_study,
        "head": head,
        "groups": groups,
        "shown": by_key(groups),
        "provinces": labels.get("provinces", {}),
        "pictures": pictures_in(content),
        "help_lines": help_lines() if content["content_notes"] else [],
    }
    return render(request, "casestudies/write_preview.html", context)
