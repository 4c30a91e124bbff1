"""Mail to those whom a step of the workflow concerns: one letter for each, sent when the step is kept."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse

from casestudies.models import CaseRevision, CaseStudy
from exchange.people.models import User

logger = logging.getLogger(__name__)
_is_quiet: ContextVar[bool] = ContextVar("is_quiet", default=False)


@contextmanager
def without_letters() -> Iterator[None]:
    """While something that happened before is loaded from a file, nobody is written to."""
    token = _is_quiet.set(True)
    try:
        yield
    finally:
        _is_quiet.reset(token)


def editors() -> QuerySet[User]:
    return User.objects.filter(is_editor=True, is_active=True).order_by("pk")


def owners_of(case_study: CaseStudy) -> QuerySet[User]:
    owning = case_study.case_authors.filter(is_owner=True)
    return User.objects.filter(pk__in=owning.values("user"), is_active=True).order_by("pk")


def people_of(case_study: CaseStudy, *, reviewers_of: CaseRevision | None = None) -> QuerySet[User]:
    """Its authors, and those who reviewed a revision."""
    concerned = Q(case_authorships__case_study=case_study)
    if reviewers_of is not None:
        concerned |= Q(case_reviews__revision=reviewers_of)
    return User.objects.filter(concerned, is_active=True).distinct().order_by("pk")


def send_letter(name: str, to: Iterable[User], *, case_study: CaseStudy, **context: Any) -> None:
    """A letter about a case study, with the addresses where it is read, written and reviewed."""
    addresses = {
        route: settings.SITE_URL + reverse(route, args=[case_study.slug])
        for route in ("case_study", "case_review", "write_case_study", "still_true")
    }
    post_letter(name, to, case_study=case_study, addresses=addresses, **context)


def post_letter(name: str, to: Iterable[User], **context: Any) -> None:
    """Send ``templates/emails/<name>.txt``, whose first line is the subject. The one who acted gets none.

    A mail server that doesn't answer is logged and stops nobody's work.
    """
    if _is_quiet.get():
        return
    for person in to:
        if person == context.get("by"):
            continue
        filled = {**context, "to": person, "site_name": settings.SITE_NAME}
        subject, _line_break, text = render_to_string(f"emails/{name}.txt", filled).strip().partition("\n")
        transaction.on_commit(partial(_send, " ".join(subject.split()), text.strip() + "\n", person.email))


def _send(subject: str, text: str, address: str) -> None:
    try:
        send_mail(subject, text, None, [address])
    except OSError:  # smtplib's own errors are OSErrors, too
        logger.exception("A letter could not be sent")
