"""``/development/mail/``: reading what the site would have sent, while nobody receives it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from exchange.development_mail import SentMail, is_kept_in_files, sent_mails


@never_cache
@require_safe
def mail_list(request: HttpRequest) -> HttpResponse:
    return render(request, "development/mail_list.html", {"mails": _mails_for(request.user)})


@never_cache
@require_safe
def mail_detail(request: HttpRequest, name: str) -> HttpResponse:
    """One mail as text. Its HTML is shown nowhere; a name is only ever compared with those that are there."""
    for mail in _mails_for(request.user):
        if mail.name == name:
            return render(request, "development/mail_detail.html", {"mail": mail})
    raise Http404


def reads_mail(user: Any) -> bool:
    """Administrators read all, the demonstration's people their own. With a mail server there is nothing."""
    return is_kept_in_files() and bool(
        getattr(user, "is_administrator", False) or getattr(user, "is_demonstration", False)
    )


def _mails_for(user: Any) -> list[SentMail]:
    if not reads_mail(user):
        raise Http404
    return [mail for mail in sent_mails() if user.is_administrator or mail.is_to(user.email)]
