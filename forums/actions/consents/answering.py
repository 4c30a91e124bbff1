"""Answers: yes, yes but signed otherwise, yes in these words, no. An answer that stands is not changed by the
same link used again, but for taking words back."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.notices.actions.telling import tell
from exchange.notices.models import NoticeReason
from exchange.text import Span, clean, find
from forums.actions.consents.signing import sign_by_terms
from forums.actions.consents.withdrawing import withdraw_consent
from forums.actions.forgetting_words import Change
from forums.actions.quotations import QUOTATION_LENGTH
from forums.actions.records import reword_record
from forums.actions.refreezing import freeze_anew
from forums.actions.telling import CONSENT_ANSWER
from forums.models import (
    Citation,
    ConsentRequest,
    ConsentState,
    Quotation,
    RevisionMark,
    Terms,
    stricter_of,
)

NOTE_LENGTH = 300


class CorrectionEmpty(ActionError):
    message = _("Please write the words as they should read, or choose “No” to have them left out.")
    status = 400


class CorrectionTooLong(ActionError):
    message = _("A quotation can have %(limit)s characters; yours has %(length)s. Please shorten it.")
    status = 400

    def __init__(self, length: int) -> None:
        super().__init__(self.message % {"limit": QUOTATION_LENGTH, "length": length})


def locked_request(request: ConsentRequest) -> ConsentRequest:
    return (
        ConsentRequest.objects.select_for_update(of=("self",)).select_related("quotation").get(pk=request.pk)
    )


@transaction.atomic
def agree(
    *, request: ConsentRequest, terms: str = "", every_use: bool = False, now: datetime | None = None
) -> ConsentRequest:
    """The words may be used, signed by these terms; never more loosely than they were asked for. With
    ``every_use`` also by other summaries, without being asked again.

    Twice is quiet: the answer that stands, stands.
    """
    now = now or timezone.now()
    request = locked_request(request)
    if request.state == ConsentState.WAITING:
        request.terms = stricter_of(request.terms, terms) if terms in Terms.values else request.terms
        request.covers_every_use = every_use
        sign_by_terms(request)
        settle(request, ConsentState.AGREED, now)
    return request


@transaction.atomic
def correct(
    *,
    request: ConsentRequest,
    words: str,
    terms: str = "",
    every_use: bool = False,
    now: datetime | None = None,
) -> ConsentRequest:
    """The words may be used as they read now. The post has them as a new version with a mark, and the
    quotation is frozen on it. The same words again are a plain yes; twice is quiet.

    Raises CorrectionEmpty, CorrectionTooLong, RecordChangedMeanwhile, StretchTooLong.
    """
    now = now or timezone.now()
    request = locked_request(request)
    if request.state != ConsentState.WAITING:
        return request
    words = " ".join(clean(words).split())
    quotation = request.quotation
    if not words:
        raise CorrectionEmpty
    if len(words) > QUOTATION_LENGTH:
        raise CorrectionTooLong(len(words))
    if words != " ".join(quotation.words.split()):
        _reword(quotation, words, now)
        request.corrected_at = now
    return agree(request=_kept(request), terms=terms, every_use=every_use, now=now)


def _kept(request: ConsentRequest) -> ConsentRequest:
    request.save(update_fields=["corrected_at"])
    return request


def _reword(quotation: Quotation, words: str, now: datetime) -> None:
    """What was quoted of an earlier version is found again in the post as it stands."""
    post = quotation.revision.post
    span = Span(quotation.start, quotation.end)
    if quotation.revision.number != post.revision:
        span = find(post.revisions.get(number=post.revision).plain, quotation.words)
    post = reword_record(
        post=post,
        changes=[Change(span, words)],
        mark=RevisionMark.BY_SPEAKER,
        seen_revision=post.revision,
        saved_by=None,
        now=now,
    )
    revision = post.revisions.get(number=post.revision)
    freeze_anew(
        quotation=quotation,
        revision=revision,
        span=find(revision.plain, words, before=revision.plain[: span.start]),
        corrected_at=now,
    )


@transaction.atomic
def decline(*, request: ConsentRequest, note: str = "", now: datetime | None = None) -> ConsentRequest:
    """The words may not be used: they leave the summary that wanted them, whose items stay, and whoever wants
    them later hears that no. Of words that may be used already, it takes them back; twice is quiet."""
    now = now or timezone.now()
    request = locked_request(request)
    if request.may_travel:
        return withdraw_consent(request=request, now=now)
    if request.state == ConsentState.WAITING:
        request.note = " ".join(clean(note).split())[:NOTE_LENGTH]
        take_out_of_summary(request)
        settle(request, ConsentState.DECLINED, now)
    return request


def the_day_of(moment: datetime) -> datetime:
    return timezone.localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0)


def take_out_of_summary(request: ConsentRequest) -> None:
    """The items stay, without these words. What somebody agreed to for another summary stays there."""
    Citation.objects.filter(quotation=request.quotation_id, item__summary=request.summary_id).delete()


def settle(request: ConsentRequest, state: ConsentState, now: datetime, *, answered: bool = True) -> None:
    """Let an answer stand, tell whoever asked, and forget whose it is where the terms hide that: of the
    time only the day is kept then, for somebody's answers come one after another."""
    request.state = state
    request.answered_at = now if answered else None
    if request.terms != Terms.ATTRIBUTED:
        request.participant = request.user = None
        request.answered_at = the_day_of(now) if answered else None
        request.corrected_at = the_day_of(now) if request.corrected_at else None
    request.save()
    if request.asked_by_id:
        tell(
            recipient_ids=[request.asked_by_id],
            reason=NoticeReason.ABOUT_YOU,
            source=CONSENT_ANSWER,
            source_id=request.pk,
            now=now,
            again=True,
        )
