"""Sending what is due: at once, merged by thread, or as a digest.

What a mail says is asked now, with what its recipient may see now. Before a mail goes out its notices
are put off for as long as sending can take (the claim), and marked as mailed when it has gone. So two
workers never send one mail twice; a worker that dies between the sending and the mark leaves exactly
that one mail to be sent again when its claim ends, under the same Message-ID.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.core.mail import get_connection
from django.db import models, transaction
from django.utils import timezone

from exchange.notices.letters import Item, Letter, by_thread, digest, items_of, letter_at_once
from exchange.notices.models import Notice
from exchange.notices.pacing import MERGED_WITHIN
from exchange.work import job
from exchange.work.jobs import pause_after

CLAIMED_FOR = timedelta(minutes=10)
MOST_TRIES = 6
PEOPLE_AT_ONE_GO = 100
MOST_IN_A_MAIL = 300

logger = logging.getLogger(__name__)


@job()
def send_due_mail() -> str:
    return f"{send_what_is_due(now=timezone.now())} sent"


def send_what_is_due(*, now: datetime) -> int:
    """Mail everybody what is due; one address that fails stops no other. Returns how many went out."""
    sent, after = 0, 0
    while people := _people_with_mail(now, after):
        for recipient in people:
            after = recipient.pk
            sent += _mail(recipient, now)
    return sent


def _people_with_mail(now: datetime, after: int) -> Sequence[Any]:
    waiting = Notice.objects.waiting_for_mail().filter(mail_at__lte=now)
    people = get_user_model().objects.filter(pk__gt=after, pk__in=waiting.values("recipient"))
    return list(people.order_by("pk")[:PEOPLE_AT_ONE_GO])


def _mail(recipient: Any, now: datetime) -> int:
    sent = 0
    notices = claim(recipient=recipient, now=now)
    try:
        letters = _letters(notices, recipient)
    except Exception:
        logger.exception("What somebody is to be told could not be put in words (person %s)", recipient.pk)
        _put_off(notices, now)
        return 0
    told = {notice.pk for letter in letters for notice in letter.notices}
    _drop([notice for notice in notices if notice.pk not in told])
    for letter in letters:
        sent += _send(letter, now)
    return sent


@transaction.atomic
def claim(*, recipient: Any, now: datetime) -> list[Notice]:
    """What is due for somebody, put off until the claim ends, so that no other worker sends it.

    With something that is due at once goes what was told a moment later.
    """
    waiting = Notice.objects.waiting_for_mail().filter(recipient=recipient).select_for_update()
    due = models.Q(mail_at__lte=now)
    soon = models.Q(is_digest=False, mail_at__lte=now + MERGED_WITHIN)
    notices = list(waiting.filter(due | soon).order_by("told_at", "pk")[:MOST_IN_A_MAIL])
    if not any(notice.mail_at and notice.mail_at <= now for notice in notices):
        return []
    pks = [notice.pk for notice in notices]
    Notice.objects.filter(pk__in=pks).update(mail_at=now + CLAIMED_FOR, tries=models.F("tries") + 1)
    for notice in notices:
        notice.tries += 1
    return notices


def _letters(notices: Sequence[Notice], recipient: Any) -> list[Letter]:
    """What was read on the site meanwhile, and what may not be seen any more, is not mailed."""
    if not recipient.is_active:
        return []
    unread = [notice for notice in notices if notice.read_at is None and notice.tries <= MOST_TRIES]
    items = items_of(unread, recipient)
    at_once: list[Item] = [item for item in items if not item.notice.is_digest]
    gathered = [item for item in items if item.notice.is_digest]
    letters = [letter_at_once(group, recipient) for group in by_thread(at_once)]
    return [*letters, digest(gathered, recipient)] if gathered else letters


def _send(letter: Letter, now: datetime) -> int:
    try:
        letter.message.connection = get_connection()
        letter.message.send()
    except Exception:  # an address, a server, a provider's program: whatever it is, the others get theirs
        logger.exception("A mail could not be sent (notice %s)", letter.notices[0].pk)
        _put_off(letter.notices, now)
        return 0
    _those(letter.notices).update(mailed_at=now)
    return 1


def _put_off(notices: Sequence[Notice], now: datetime) -> None:
    """Try again, later each time; after the last try it stands on the site only."""
    for notice in notices:
        if notice.tries >= MOST_TRIES:
            _drop([notice])
        else:
            _those([notice]).update(mail_at=now + pause_after(notice.tries))


def _drop(notices: Sequence[Notice]) -> None:
    _those(notices).update(mail_at=None)


def _those(notices: Sequence[Notice]) -> models.QuerySet[Notice]:
    return Notice.objects.filter(pk__in=[notice.pk for notice in notices])
