"""Telling people of something: a row each, and the moment at which a mail about it is due."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from django.db import transaction

from exchange.notices.actions.mailing import send_due_mail
from exchange.notices.models import Notice, NoticeSettings, Pace
from exchange.notices.pacing import due, pace_of

TOLD_AT_ONE_GO = 500  # rows of one statement


@transaction.atomic
def tell(
    *,
    recipient_ids: Iterable[int],
    reason: str,
    source: str,
    source_id: int,
    now: datetime,
    again: bool = False,
    by_mail: bool = True,
) -> None:
    """Tell these people of one thing. Nobody is told of it twice, unless it is to be told ``again``,
    as when somebody asks a second time; then it is new once more. Not ``by_mail`` where the caller
    writes a letter of its own.

    Who may know of it, the caller has asked; it is asked again when the notice is shown or mailed.
    """
    first_mail: datetime | None = None
    for ids in _portions(sorted(set(recipient_ids))):
        if again:
            Notice.objects.filter(recipient__in=ids, source=source, source_id=source_id).delete()
        wishes = NoticeSettings.objects.in_bulk(ids)
        notices = [
            Notice(recipient_id=pk, source=source, source_id=source_id, reason=reason, told_at=now)
            for pk in ids
        ]
        for notice in notices:
            pace = pace_of(wishes.get(notice.recipient_id) or NoticeSettings(), reason)
            moment = due(pace, now) if by_mail else due(Pace.NEVER, now)
            notice.mail_at, notice.is_digest = moment.at, moment.is_digest
            if moment.at and not moment.is_digest:
                first_mail = moment.at
        Notice.objects.bulk_create(notices, ignore_conflicts=True)
    if first_mail:
        send_due_mail.later(at=first_mail)


def _portions(ids: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(ids)
    while portion := list(islice(rest, TOLD_AT_ONE_GO)):
        yield portion
