"""Telling askers that their question was answered: members by a notice, guests at the address they left."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from exchange.notices.actions.telling import tell
from exchange.notices.models import NoticeReason
from exchange.work.jobs import job
from forums.actions.telling import QUESTION
from forums.models import IN_THE_ROOM, Participant, ParticipantContact, Question, QuestionState
from forums.queries.live_outcome import StandingAnswer, answers_that_stand
from forums.queries.shown import url_of_post


@job()
def tell_askers(session_id: int) -> str:
    """Tell whoever asked what is answered by now, each question once. Again where one could not be told."""
    answered = Q(state=QuestionState.ANSWERED) | Q(
        state=QuestionState.MERGED, merged_into__state=QuestionState.ANSWERED
    )
    untold = Question.objects.filter(answered, session=session_id, asker_told_at=None).order_by("pk")
    told, failed = 0, []
    for pk in untold.values_list("pk", flat=True):
        try:
            told += tell_asker(pk, timezone.now())
        except OSError as error:  # one address that does not work keeps no other letter back
            failed.append(error)
    if failed:
        raise ExceptionGroup(f"{told} askers told, {len(failed)} not", failed)
    return f"{told} askers told"


@transaction.atomic
def tell_asker(question_id: int, now: datetime) -> bool:
    """Whether there was a way to tell them. A letter that cannot be sent leaves everything as it was.

    Nobody is told of an answer that was hidden or withdrawn; of one that is given later they are.
    """
    question = Question.objects.select_for_update().get(pk=question_id)
    answer = _standing_answer(question)
    if question.asker_told_at or answer is None:
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
        _write_to(contact, question, answer)
        if not _still_waits(asker):
            contact.delete()
    return True


def _standing_answer(question: Question) -> StandingAnswer | None:
    """What a guest may read of the answer to a question, or to the one that it was merged into."""
    asked = question.pk if question.state != QuestionState.MERGED else question.merged_into_id
    rows = Question.objects.filter(pk=asked or 0).select_related("post", "answer_post")
    return next(iter(answers_that_stand(rows, AnonymousUser()).values()), None)


def _write_to(contact: ParticipantContact, question: Question, answer: StandingAnswer) -> None:
    session = question.session
    page = url_of_post(answer.post) if answer.post else reverse("live_session", args=[session.slug])
    text = render_to_string(
        "emails/question_answered.txt",
        {
            "question": question,
            "answer": answer.words,
            "session": session,
            "url": settings.SITE_URL + page,
            "is_kept": _still_waits(question.asker),
            "delete_on": contact.delete_on,
            "site_name": settings.SITE_NAME,
        },
    )
    subject = _("Your question was answered: %(session)s") % {"session": session.title}
    send_mail(subject, text.strip() + "\n", None, [contact.email])


def _still_waits(asker: Participant) -> bool:
    """Whether another question of theirs may still be answered."""
    open_states = {*IN_THE_ROOM, QuestionState.WAITING, QuestionState.MERGED}
    return Question.objects.filter(asker=asker, state__in=open_states, asker_told_at=None).exists()
