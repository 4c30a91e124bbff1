from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from exchange.http import done, wants_json
from exchange.notices.actions.reading import mark_all_read, mark_notice_read, mark_unseen_read
from exchange.notices.actions.wishes import ALL, DIRECT, WATCHED, save_settings, set_mail_pace
from exchange.notices.forms import NoticeSettingsForm
from exchange.notices.models import NoticeSettings, Pace
from exchange.notices.queries import page_of_notices
from exchange.notices.unsubscribing import Unsubscribing, unsubscribing


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    page = page_of_notices(request.user, request.GET.get("after", ""))
    if page.unseen:  # the bell is not to count what nobody can read
        mark_unseen_read(user=request.user, notice_ids=page.unseen, now=timezone.now())
    return render(request, "notices/notice_list.html", {"page": page})


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """One notice, or all."""
    number, now = request.POST.get("notice", ""), timezone.now()
    if number.isdecimal():
        mark_notice_read(user=request.user, notice_id=int(number), now=now)
    else:
        mark_all_read(user=request.user, now=now)
    return done() if wants_json(request) else redirect("notices")


@require_http_methods(["GET", "HEAD", "POST"])
def settings_page(request: HttpRequest) -> HttpResponse:
    kept = NoticeSettings.objects.filter(pk=request.user.pk).first() or NoticeSettings()
    form = NoticeSettingsForm(request.POST or None, instance=kept)
    if request.method == "POST" and form.is_valid():
        save_settings(user=request.user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("notice_settings")
    return render(request, "notices/settings.html", {"form": form}, status=400 if form.errors else 200)


@csrf_exempt  # a mail program sends the form, by RFC 8058; the link itself is signed
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing, since mail filters follow links; the button, or a mail program, does."""
    whose = unsubscribing(token)
    if whose is None:
        return render(request, "notices/unsubscribe_unknown.html", status=404)
    context: dict[str, Any] = {"kind": whose.kind, "address": _masked(whose.user.email)}
    if request.method == "POST":
        context["done"] = _stop(whose, request.POST.get("what", ""))
    return render(request, "notices/unsubscribe.html", context)


def _stop(whose: Unsubscribing, what: str) -> str:
    """What the page's buttons ask for; a mail program's one click stops the kind of mail it was."""
    kind, pace = whose.kind, Pace.NEVER
    if what in {DIRECT, WATCHED, ALL}:
        kind = what
    elif what == Pace.WEEKLY:
        pace = Pace.WEEKLY
    set_mail_pace(user=whose.user, kind=kind, pace=pace, now=timezone.now())
    return "weekly" if pace == Pace.WEEKLY else kind


def _masked(address: str) -> str:
    """Whoever was forwarded a mail is not given an address by it."""
    name, _at, host = address.partition("@")
    return f"{name[:1]}…@{host}"
