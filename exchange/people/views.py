from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from exchange.people.access import member
from exchange.people.actions.accounts import change_profile
from exchange.people.forms import ProfileForm
from exchange.people.models import User


@require_safe
def person(request: HttpRequest, handle: str) -> HttpResponse:
    shown = get_object_or_404(User.objects.select_related("organisation"), handle=handle, is_active=True)
    return render(request, "people/person_detail.html", {"person": shown})


@require_http_methods(["GET", "HEAD", "POST"])
def own_profile(request: HttpRequest) -> HttpResponse:
    user = member(request)
    form = ProfileForm(
        request.POST or None,
        initial={
            "display_name": user.display_name,
            "role_line": user.role_line,
            "organisation": user.organisation,
            "municipality_code": user.municipality_code,
        },
    )
    if request.method == "POST" and form.is_valid():
        change_profile(user=user, **form.profile())
        messages.success(request, _("Saved."))
        return redirect("person", user.handle)
    return render(request, "people/profile_form.html", {"form": form}, status=400 if form.errors else 200)
