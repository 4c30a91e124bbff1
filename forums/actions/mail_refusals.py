"""A mail that could not be posted goes back to its writer: why, what to do, and the words themselves."""

import logging
import re
from email.message import Message

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from exchange.people.models import User
from forums.mail.reading import header

LONGEST_GIVEN_BACK = 100_000  # characters; who sent more has them in the mail that they sent

logger = logging.getLogger(__name__)


def send_back(message: Message, *, to: User, why: str, words: str) -> None:
    """It names no thread: by now it may be none of theirs. Nobody is to answer it by themselves.

    A mail server that doesn't answer is logged; the words are also in what the person sent.
    """
    filled = {
        "to": to,
        "why": why,
        "words": words[:LONGEST_GIVEN_BACK],
        "is_cut": len(words) > LONGEST_GIVEN_BACK,
        "site_url": settings.SITE_URL,
        "site_name": settings.SITE_NAME,
    }
    subject, _line_break, text = render_to_string("emails/mail_reply_refused.txt", filled).partition("\n")
    headers = {"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All"}
    answered = header(message, "Message-ID")
    if re.fullmatch(r"<[\x21-\x7e]{1,200}>", answered):
        headers |= {"In-Reply-To": answered, "References": answered}
    try:
        EmailMessage(" ".join(subject.split()), text.strip() + "\n", to=[to.email], headers=headers).send()
    except OSError:  # smtplib's own errors are OSErrors, too
        logger.exception("A refusal could not be sent")
