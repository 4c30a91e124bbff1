"""A facilitator asks those who are quoted."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from exchange.people.access import member
from forums import access
from forums.actions import consents


@require_POST
def ask_for_consents(request: HttpRequest, summary_id: int) -> HttpResponse:
    summary = access.summary_to_write(request.user, summary_id)
    people = consents.ask_for_consents(summary=summary, by=member(request))
    if people:
        told = ngettext("%(count)s person is being asked.", "%(count)s people are being asked.", people)
        messages.success(request, told % {"count": people})
    else:
        messages.info(request, _("Whoever can be asked has been asked already."))
    return redirect(f"{reverse('summary', args=[summary.pk])}#consents")
