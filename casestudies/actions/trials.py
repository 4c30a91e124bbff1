"""Reports on a lesson: what another municipality made of it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casestudies.content import Direction, TrialDirection
from casestudies.content.months import is_month, month_of
from casestudies.models import TRIED_BITS, Lesson, Municipality, Trial
from exchange.errors import ActionError
from exchange.people.actions.consents import record_consents
from exchange.people.actions.suspensions import require_not_suspended
from exchange.people.models import ConsentPurpose, User
from exchange.text import clean

LONGEST_REPORT = 2000
LONGEST_REASON = 200


class LessonRetired(ActionError):
    message = _("This lesson is no longer part of its case study, so nothing is added to it any more.")


class SaysNothing(ActionError):
    message = _("Please say in a sentence or two what you did, and what changed.")
    status = 400


class TooLong(ActionError):
    status = 400

    def __init__(self, length: int, most: int) -> None:
        words = _("This has %(length)s characters; at most %(most)s fit. Please shorten it.")
        super().__init__(words % {"length": length, "most": most})


class NoMonth(ActionError):
    message = _("Please give a year, or a year and a month, such as 2023 or 2023-05.")
    status = 400


class NotYet(ActionError):
    message = _(
        "This lies in the future. Report it once you have tried it; until then, say that you wish to."
    )
    status = 400


class SentByAnother(ActionError):
    message = _("This could not be told from something that somebody else sent. Please send it again.")


class NeedsReason(ActionError):
    message = _("Please say why the report is taken down; its author will see it.")
    status = 400


@transaction.atomic
def report_trial(
    *,
    lesson: Lesson,
    municipality: Municipality,
    tried_in: str,
    what_changed: str,
    result: TrialDirection,
    direction: Direction,
    by: User,
    is_named: bool = False,
    client_id: UUID | None = None,
    now: datetime | None = None,
) -> Trial:
    """Keep a report; the same client_id again returns the first one. Named only by consent, kept as proof.

    Raises Suspended, LessonRetired, SaysNothing, TooLong, NoMonth, NotYet, SentByAnother.
    """
    now = now or timezone.now()
    lesson = Lesson.objects.select_for_update(of=("self",)).get(pk=lesson.pk)
    earlier = Trial.objects.filter(client_id=client_id).first() if client_id else None
    if earlier:
        if earlier.by_id != by.pk:
            raise SentByAnother
        return earlier
    if lesson.retired_at:
        raise LessonRetired
    require_not_suspended(user=by, now=now)
    trial = Trial.objects.create(
        lesson=lesson,
        municipality=municipality,
        tried_in=past_month(tried_in, now=now),
        what_changed=words_within(what_changed, LONGEST_REPORT),
        result=TrialDirection(result),
        direction=Direction(direction),
        by=by,
        byline=by.byline[:300] if is_named else "",
        client_id=client_id,
        is_demonstration=lesson.is_demonstration or by.is_demonstration,
        made_at=now,
    )
    record_consents(user=by, setting=_setting(trial), answers={ConsentPurpose.BE_NAMED: is_named}, now=now)
    _renew_tried(lesson)
    return trial


@transaction.atomic
def withdraw_trial(*, trial: Trial, now: datetime | None = None) -> None:
    """Its author takes a report back: its words are gone, and nobody is named. Doing it twice is quiet."""
    _remove(trial, reason="", now=now)


@transaction.atomic
def take_down_trial(*, trial: Trial, reason: str, now: datetime | None = None) -> None:
    """An editor takes a report down; its author sees why. Doing it twice is quiet.

    Raises NeedsReason, TooLong.
    """
    reason = " ".join(clean(reason).split())
    if not reason:
        raise NeedsReason
    if len(reason) > LONGEST_REASON:
        raise TooLong(len(reason), LONGEST_REASON)
    _remove(trial, reason=reason, now=now)


def past_month(text: str, *, now: datetime) -> str:
    """A year or a month that has begun, as it is kept. Raises NoMonth, NotYet."""
    month = month_of(clean(text))
    if not is_month(month):
        raise NoMonth
    if month > timezone.localtime(now).strftime("%Y-%m")[: len(month)]:
        raise NotYet
    return month


def words_within(text: str, most: int) -> str:
    """Raises SaysNothing, TooLong."""
    words = clean(text).strip()
    if not words:
        raise SaysNothing
    if len(words) > most:
        raise TooLong(len(words), most)
    return words


def _remove(trial: Trial, *, reason: str, now: datetime | None) -> None:
    lesson = Lesson.objects.select_for_update(of=("self",)).get(pk=trial.lesson_id)
    trial.refresh_from_db()
    if trial.withdrawn_at:
        return
    now = now or timezone.now()
    if trial.by and trial.byline:
        record_consents(
            user=trial.by, setting=_setting(trial), answers={ConsentPurpose.BE_NAMED: False}, now=now
        )
    trial.what_changed = trial.byline = ""
    trial.withdrawn_at, trial.withdrawn_reason = now, reason
    trial.save(update_fields=["what_changed", "byline", "withdrawn_at", "withdrawn_reason"])
    _renew_tried(lesson)


def _setting(trial: Trial) -> str:
    return f"trial:{trial.pk}"


def _renew_tried(lesson: Lesson) -> None:
    """Say beside the lesson which results its standing reports have."""
    results = set(lesson.trials.filter(withdrawn_at=None).values_list("result", flat=True))
    lesson.tried = sum(bit for result, bit in TRIED_BITS.items() if result in results)
    Lesson.objects.filter(pk=lesson.pk).update(tried=lesson.tried)
