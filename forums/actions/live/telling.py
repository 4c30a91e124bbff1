"""Telling askers that their question was answered: members by a notice, guests at the address they left."""

from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from exchange.notices.actions.telling import tell
from exchange.notices.models import NoticeReason
from exchange.work.jobs import job
from forums.actions.telling import QUESTION
from forums.models import IN_THE_ROOM, Participant, ParticipantContact, Question, QuestionState


@job()
def tell_askers(session_id: int) -> str:
    """Tell whoever asked what is answered by now, each question once. Again where one could not be told."""
    answered = Question.objects.filter(
        session=session_id, state=QuestionState.ANSWERED, asker_told_at=None
    ).order_by("pk")
    told = [tell_asker(pk, timezone.now()) for pk in answered.values_list("pk", flat=True)]
    return f"{sum(told)} askers told"


@transaction.atomic
def tell_asker(question_id: int, now: datetime) -> bool:
    """Whether there was a way to tell them. A letter that cannot be sent leaves everything as it was."""
    question = Question.objects.select_for_update().get(pk=question_id)
    if question.asker_told_at or question.state != QuestionState.ANSWERED:
        return False
    asker = Participant.objects.get(pk=question.asker_id)
    contact = None if asker.user_id else ParticipantContact.objects.filter(participant=asker.pk).first()
    if not (asker.user_id or contact):
        return False
    question.asker_told_at = now
    question.save(update_fields=["asker_told_at"])
    if asker.user_id:
        tell(
            recipient_ids=[asker.user_id],
            reason=NoticeReason.ABOUT_YOU,
            source=QUESTION,
            source_id=question.pk,
            now=now,
        )
    elif contact:
        _write_to(contact, question)
        if not _still_waits(asker):
            contact.delete()
    return True


def _write_to(contact: ParticipantContact, question: Question) -> None:
    session = question.session
    text = render_to_string(
        "emails/question_answered.txt",
        {
            "question": question,
            "session": session,
            "url": settings.SITE_URL + reverse("live_session", args=[session.slug]),
            "is_kept": _still_waits(question.asker),
            "delete_on": contact.delete_on,
            "site_name": settings.SITE_NAME,
        },
    )
    subject = _("Your question was answered: %(session)s") % {"session": session.title}
    send_mail(subject, text.strip() + "\n", None, [contact.email])


def _still_waits(asker: Participant) -> bool:
    """Whether another question of theirs may still be answered."""
    open_states = {*IN_THE_ROOM, QuestionState.WAITING}
    return Question.objects.filter(asker=asker, state__in=open_states, asker_told_at=None).exists()
