"""Who writes a case study: inviting, removing, handing over."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casestudies import access
from casestudies.actions.authors import NotAnAuthor, hand_over, invite_author, remove_author
from casestudies.forms.authors import InviteForm
from casestudies.models import CaseAuthor, CaseStudy
from casestudies.queries import authors_of, head_of
from exchange.errors import ActionError
from exchange.people.access import member


@require_http_methods(["GET", "HEAD", "POST"])
def write_authors(request: HttpRequest, slug: str) -> HttpResponse:
    case_study = access.case_study_to_write(request.user, slug)
    form, error, status = InviteForm(), "", 200
    if request.method == "POST":
        act, _colon, author_id = request.POST.get("act", "invite").partition(":")
        form = InviteForm(request.POST if act == "invite" else None)
        try:
            if act != "invite":
                return _change(request, case_study, act, author_id)
            access.case_study_to_hand_out(request.user, slug)
            if form.is_valid():
                invite_author(case_study=case_study, email=form.cleaned_data["email"])
                messages.success(request, _("If this address has an account, its owner is now an author."))
                return redirect("write_authors", slug)
            status = 400
        except ActionError as refused:
            error, status = str(refused.message), refused.status
    authors = authors_of(case_study)
    owners = [author.user_id for author in authors if author.is_owner]
    context = {
        "case_study": case_study,
        "title": head_of(case_study).content["title"],
        "authors": authors,
        "may_hand_out": member(request).can_edit or request.user.pk in owners,
        "form": form,
        "error": error,
    }
    return render(request, "casestudies/write_authors.html", context, status=status)


def _change(request: HttpRequest, case_study: CaseStudy, act: str, author_id: str) -> HttpResponse:
    """Remove somebody, leave, or hand over. Anybody may leave; the rest is for the owner and editors."""
    author = _author(case_study, author_id)
    is_leaving = act == "remove" and author.user_id == request.user.pk
    if not is_leaving:
        access.case_study_to_hand_out(request.user, case_study.slug)
    if act == "remove":
        remove_author(case_study=case_study, user=author.user)
        messages.success(request, _("%(name)s is no longer an author.") % {"name": author.user})
    elif act == "owner":
        hand_over(case_study=case_study, to=author.user)
        messages.success(request, _("%(name)s now owns this case study.") % {"name": author.user})
    else:
        raise PermissionDenied
    if is_leaving and not access.may_write(request.user, case_study):
        return redirect("write_new")
    return redirect("write_authors", case_study.slug)


def _author(case_study: CaseStudy, author_id: str) -> CaseAuthor:
    authors = case_study.case_authors.select_related("user")
    author = (
        authors.filter(pk=int(author_id)).first() if author_id.isdecimal() and len(author_id) < 12 else None
    )
    if author is None:
        raise NotAnAuthor
    return author
