"""Every save of a case study: who changed what, what differs, and going back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from casestudies import access
from casestudies.actions.drafts import restore_revision
from casestudies.models import CaseRevision, CaseStudy
from casestudies.queries import head_of
from casestudies.queries.history import difference_of, entries_of
from casestudies.views.writing import rests
from exchange.errors import ActionError
from exchange.people.access import member

ON_A_PAGE = 20


@require_safe
def case_history(request: HttpRequest, slug: str) -> HttpResponse:
    case_study = access.case_study_at_work(request.user, slug)
    numbers = case_study.revisions.order_by("-number").values_list("number", flat=True)
    page = Paginator(numbers, ON_A_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    context = {
        "case_study": case_study,
        "page": page,
        "entries": entries_of(case_study, newest=shown[0], most=ON_A_PAGE) if shown else [],
        "head": numbers[0],
    }
    return render(request, "casestudies/history.html", context)


@require_safe
def case_revision(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What a revision changed, in the one before or in any other (``?with=3``)."""
    case_study = access.case_study_at_work(request.user, slug)
    return revision_page(request, case_study, number)


def revision_page(
    request: HttpRequest, case_study: CaseStudy, number: int, *, error: str = "", status: int = 200
) -> HttpResponse:
    revisions = case_study.revisions.select_related("by")
    later = get_object_or_404(revisions, number=number)
    earlier = _other(revisions.filter(number__lt=number).order_by("-number").first(), request, case_study)
    if earlier and earlier.number > later.number:
        earlier, later = later, earlier
    head = head_of(case_study)
    context = {
        "case_study": case_study,
        "revision": case_study.revisions.get(number=number),
        "earlier": earlier,
        "later": later,
        "changed": difference_of(earlier, later) if earlier else [],
        "numbers": case_study.revisions.order_by("-number").values_list("number", flat=True),
        "may_restore": number != head.number and access.may_write(request.user, case_study),
        "rests": rests(case_study),
        "error": error,
    }
    return render(request, "casestudies/revision.html", context, status=status)


def _other(before: CaseRevision | None, request: HttpRequest, case_study: CaseStudy) -> CaseRevision | None:
    wished = request.GET.get("with", "")
    if not wished:
        return before
    if not wished.isdecimal() or len(wished) > 9:
        raise Http404
    return get_object_or_404(case_study.revisions.select_related("by"), number=int(wished))


@require_POST
def restore(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Make an earlier revision the draft again."""
    case_study = access.case_study_to_write(request.user, slug)
    try:
        restored = restore_revision(case_study=case_study, number=number, by=member(request))
    except CaseRevision.DoesNotExist as error:
        raise Http404 from error
    except ActionError as refused:
        return revision_page(request, case_study, number, error=str(refused.message), status=refused.status)
    messages.success(
        request,
        _("Revision %(number)s is the draft again. Nothing in between is lost.") % {"number": number},
    )
    return redirect("case_revision", slug, restored.number)
