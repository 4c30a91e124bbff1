"""An outline that was written elsewhere comes into the draft: first looked at, then saved as one revision."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casestudies import access
from casestudies.actions.drafts import save_fields
from casestudies.forms.importing import FileForm, PiecesForm, pieces_of
from casestudies.imports import read_outline
from casestudies.models import CaseRevision, CaseStudy
from casestudies.queries import head_of
from exchange.errors import ActionError
from exchange.people.access import member

LONGEST_NAME = 120


@require_http_methods(["GET", "HEAD", "POST"])
def write_import(request: HttpRequest, slug: str) -> HttpResponse:
    case_study = access.case_study_to_write(request.user, slug)
    head = head_of(case_study)
    if request.method != "POST":
        return _file_page(request, case_study, head, FileForm())
    if "piece-0-text" in request.POST:
        return _take(request, case_study, head)
    return _look(request, case_study, head)


def _look(request: HttpRequest, case_study: CaseStudy, head: CaseRevision) -> HttpResponse:
    """What the file holds and where it would go; the words travel in the page's own boxes."""
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _file_page(request, case_study, head, form, status=400)
    file = form.cleaned_data["file"]
    try:
        outline = read_outline(file, file.name)
    except ActionError as refused:
        form.add_error("file", str(refused.message))
        return _file_page(request, case_study, head, form, status=refused.status)
    pieces = PiecesForm(content=head.content, pieces=pieces_of(outline, head.content), name=file.name)
    return _pieces_page(request, case_study, head, pieces, notes=outline.notes)


def _take(request: HttpRequest, case_study: CaseStudy, head: CaseRevision) -> HttpResponse:
    """Save what was chosen. The draft's words count as they are now, so nothing that others wrote is lost."""
    form = PiecesForm(request.POST, content=head.content)
    if not form.is_valid():
        return _pieces_page(request, case_study, head, form, status=400)
    name = " ".join(form.cleaned_data["name"].split())[:LONGEST_NAME] or _("a file")
    values = form.values()
    try:
        save_fields(
            case_study=case_study,
            values=values,
            by=member(request),
            seen=head.number,
            note=_("Imported from %(name)s") % {"name": name},
        )
    except ActionError as refused:
        return _pieces_page(
            request, case_study, head, form, error=str(refused.message), status=refused.status
        )
    messages.success(request, _("Imported from %(name)s. Please read each part once more.") % {"name": name})
    return redirect("write_case_study", case_study.slug)


def _file_page(
    request: HttpRequest, case_study: CaseStudy, head: CaseRevision, form: FileForm, status: int = 200
) -> HttpResponse:
    context = {"case_study": case_study, "title": head.content["title"], "form": form}
    return render(request, "casestudies/write_import.html", context, status=status)


def _pieces_page(
    request: HttpRequest,
    case_study: CaseStudy,
    head: CaseRevision,
    form: PiecesForm,
    *,
    notes: list[str] | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "case_study": case_study,
        "title": head.content["title"],
        "form": form,
        "notes": notes or [],
        "error": error,
    }
    return render(request, "casestudies/write_import_check.html", context, status=status)
