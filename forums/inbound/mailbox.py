"""Fetching answers from a mailbox (IMAP), each minute, where ``INBOUND_IMAP_URL`` names one."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.utils import timezone
from imap_tools import AND, BaseMailBox, MailBox, MailBoxUnencrypted, MailMessageFlags

from exchange.work import job
from exchange.work.schedule import register_schedule
from forums.actions.mail_replies import receive_reply

LARGEST = 25 * 1024 * 1024  # bytes
AT_ONCE = 100
PATIENCE = 30  # seconds

logger = logging.getLogger(__name__)


@job(tries=1)  # the next minute is the next try
def fetch_replies() -> str:
    """Take in what is unread. A mail is marked as read only after what became of it is kept."""
    with _mailbox(settings.INBOUND_IMAP_URL) as mailbox:
        waiting = mailbox.uids(AND(seen=False))[:AT_ONCE]
        taken = [uid for uid in waiting if _take(mailbox, uid)]
        if taken:
            mailbox.flag(taken, MailMessageFlags.SEEN, True)
    return f"{len(taken)} of {len(waiting)}"


def _take(mailbox: BaseMailBox, uid: str) -> bool:
    """Whether it need not be looked at again. One that fails is in nobody's way, and comes again."""
    try:
        for head in mailbox.fetch(AND(uid=uid), mark_seen=False, headers_only=True):
            if head.size_rfc822 > LARGEST:
                logger.warning("A mail of %s bytes was left unread in meaning", head.size_rfc822)
                return True
        for mail in mailbox.fetch(AND(uid=uid), mark_seen=False):
            receive_reply(message=mail.obj, now=timezone.now())
    except Exception:
        logger.exception("A mail could not be taken in")
        return False
    return True


@contextmanager
def _mailbox(url: str) -> Iterator[BaseMailBox]:
    """``imaps://user:password@host:993/folder``; ``imap://`` is for a server on this machine."""
    parts = urlsplit(url)
    host = parts.hostname or "localhost"
    mailbox: BaseMailBox
    if parts.scheme == "imap":
        mailbox = MailBoxUnencrypted(host, parts.port or 143, timeout=PATIENCE)
    else:
        mailbox = MailBox(host, parts.port or 993, timeout=PATIENCE)
    folder = unquote(parts.path.lstrip("/")) or "INBOX"
    with mailbox:  # closed as well where the server does not know us
        yield mailbox.login(unquote(parts.username or ""), unquote(parts.password or ""), folder)


def register_fetching() -> None:
    if settings.INBOUND_IMAP_URL:
        register_schedule("answers by mail", every=timedelta(minutes=1), job=fetch_replies)
