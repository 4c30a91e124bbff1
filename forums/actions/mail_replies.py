"""An answer that came by mail is posted like one from the page, with every check at that moment.

The address says whose answer it is and to which post; the sender's address must be that person's, too.
A mail counts once by its Message-ID. What cannot be posted goes back to its writer, words and all, unless
it may not be theirs, or a machine's: then nobody is answered.
"""

import logging
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from uuid import NAMESPACE_URL, uuid5

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from forums import access
from forums.actions.admission import NotInTheNetwork
from forums.actions.mail_refusals import send_back
from forums.actions.posts import NothingToAnswer, PostEmpty, add_post
from forums.mail.addresses import token_of
from forums.mail.own_words import own_words
from forums.mail.reading import TooLongToRead, message_id_of, recipients_of, sender_of, text_of
from forums.mail.trust import why_automatic, why_forged
from forums.models import InboundMail, InboundOutcome, Post

logger = logging.getLogger(__name__)


class NothingOwn(ActionError):
    message = _("In your mail we found only the text that you answered. Please write above or below it.")


class MailTooLong(ActionError):
    message = _("Your mail is longer than what we read of one. Please write it on the page, or shorten it.")


class OutOfReach(ActionError):
    message = _("What you answered is not there any more, or not open to you.")


class Ignored(Exception):
    """It is from nobody whom we could answer."""


@dataclass(frozen=True)
class Answer:
    user: User
    post: Post


def receive_reply(*, message: Message, now: datetime) -> InboundMail:
    """Post what a mail says, once; returns what became of it, which is also kept.

    Raises only what the database raises: whoever brought the mail brings it again later.
    """
    words, refusal = "", ""
    with transaction.atomic():
        record, is_new = InboundMail.objects.select_for_update().get_or_create(
            message_id=message_id_of(message),
            defaults={"outcome": InboundOutcome.IGNORED, "arrived_at": now},
        )
        if not is_new:
            return record
        try:
            answer = _answer_in(message)
            record.sender = answer.user
            words = _words_of(message)
            record.post = _post(answer, words, record.message_id, now)
            record.outcome = InboundOutcome.POSTED
        except Ignored as why:
            record.reason = str(why)[:300]
        except ActionError as error:
            record.outcome, refusal = InboundOutcome.REFUSED, str(error.message)
            record.reason = refusal[:300]
        record.save()
    if refusal and record.sender:
        send_back(message, to=record.sender, why=refusal, words=words)
    logger.info("Mail %s: %s %s", record.pk, record.outcome, record.reason)
    return record


def _answer_in(message: Message) -> Answer:
    """Who answers which post. Raises Ignored."""
    if machine := why_automatic(message):
        raise Ignored(f"sent by a machine: {machine}")
    token = token_of(recipients_of(message))
    if token is None:
        raise Ignored("no reply address of ours")
    user = User.objects.filter(pk=token.user_id, is_active=True).first()
    if user is None:
        raise Ignored("no account")
    if sender_of(message).casefold() != user.email.casefold():
        raise Ignored("not from the person of the address")
    if failed := why_forged(message):
        raise Ignored(f"forged: {failed}")
    post = Post.objects.filter(pk=token.post_id).first()
    return Answer(user, post or Post())


def _words_of(message: Message) -> str:
    """Raises MailTooLong."""
    try:
        return own_words(text_of(message))
    except TooLongToRead:
        raise MailTooLong from None


def _post(answer: Answer, words: str, message_id: str, now: datetime) -> Post:
    """Raises what ``add_post`` raises, NothingOwn, OutOfReach."""
    parent = _post_to_answer(answer)
    if not words:
        raise NothingOwn
    try:
        return add_post(
            thread=parent.thread,
            author=answer.user,
            text=words,
            client_id=uuid5(NAMESPACE_URL, f"mail:{message_id}"),
            parent=parent,
            now=now,
        )
    except PostEmpty:
        raise NothingOwn from None


def _post_to_answer(answer: Answer) -> Post:
    if answer.post.pk is None:
        raise NothingToAnswer
    try:
        return access.post_to_answer(answer.user, answer.post.thread_id, answer.post.number)
    except PermissionDenied:
        raise NotInTheNetwork from None
    except Http404:
        raise OutOfReach from None
