"""A summary's way from the workbench to the library: reviewed, approved, published, corrected."""

import hashlib
import json
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from casestudies.actions.recorded_learnings import publish_correction, publish_recorded_learning
from casestudies.models import RecordedLearning
from exchange.errors import ActionError
from exchange.people.models import User
from exchange.text import clean
from forums.actions.citing import require_all_holds, require_consents
from forums.actions.publication import content_of, publication_of
from forums.models import (
    SUMMARY_MOVES,
    ItemComment,
    ItemCommentKind,
    Summary,
    SummaryItem,
    SummaryState,
    SummaryVersion,
)

NOTE_LENGTH = 300


class SummaryEmpty(ActionError):
    message = _("The summary has no words yet. Write an item, or quote somebody, before you send it.")
    status = 400


class ItemEmpty(ActionError):
    message = _("An item under “%(section)s” is empty. Write in it, quote somebody, or take it out.")
    status = 400

    def __init__(self, item: SummaryItem) -> None:
        super().__init__(self.message % {"section": item.get_section_display()})
        self.at = item.anchor


class MoveNotPossible(ActionError):
    message = _("This summary is “%(state)s” now. Please look at it again.")

    def __init__(self, summary: Summary) -> None:
        super().__init__(self.message % {"state": summary.get_state_display()})


class DisputeStands(ActionError):
    message = _("Somebody who is quoted disputes an item: “%(text)s”. Settle it first, with an answer.")

    def __init__(self, dispute: ItemComment) -> None:
        super().__init__(self.message % {"text": dispute.text})


class CorrectionNeedsNote(ActionError):
    message = _("Say in a sentence what the new version corrects: readers of the old one see it.")
    status = 400


class SuggestionsWait(ActionError):
    def __init__(self, count: int) -> None:
        words = ngettext(
            "%(count)d suggested item waits: take it over, or take it out. Then send the summary.",
            "%(count)d suggested items wait: take each over, or take it out. Then send the summary.",
            count,
        )
        super().__init__(words % {"count": count})


@transaction.atomic
def submit_summary(*, summary: Summary, by: User, now: datetime | None = None) -> Summary:
    """Send a draft into review. Doing it twice is quiet.

    Raises SummaryEmpty, ItemEmpty, SuggestionsWait, MoveNotPossible, and what ``require_all_holds`` raises.
    """
    summary = _locked(summary)
    if summary.state == SummaryState.SUBMITTED:
        return summary
    waiting = summary.items.exclude(suggested_by="").filter(taken_over_at__isnull=True).count()
    if waiting:
        raise SuggestionsWait(waiting)
    if not summary.items.filter(~Q(prose="") | Q(citations__isnull=False)).exists():
        raise SummaryEmpty
    for item in summary.items.filter(prose="", lesson_statement="", citations__isnull=True):
        raise ItemEmpty(item)
    require_all_holds(summary)
    _move(summary, SummaryState.SUBMITTED)
    summary.submitted_by, summary.submitted_at = by, now or timezone.now()
    summary.note = ""
    summary.save(update_fields=["state", "submitted_by", "submitted_at", "note"])
    return summary


@transaction.atomic
def return_summary(*, summary: Summary, note: str = "") -> Summary:
    """Give a summary back to its facilitator, with a note. Doing it twice is quiet."""
    summary = _locked(summary)
    if summary.is_draft:
        return summary
    if summary.state == SummaryState.PUBLISHED:
        raise MoveNotPossible(summary)
    _move(summary, SummaryState.DRAFT)
    summary.note = clean(note)[:500]
    summary.save(update_fields=["state", "note"])
    return summary


@transaction.atomic
def approve_summary(*, summary: Summary, by: User | None, now: datetime | None = None) -> SummaryVersion:
    """Freeze a reviewed summary as a version. Approving what is approved returns that version.

    Raises MoveNotPossible, DisputeStands, ConsentMissing, and what ``require_all_holds`` raises.
    """
    summary = _locked(summary)
    newest = summary.versions.order_by("-number").first()
    if summary.state == SummaryState.APPROVED and newest:
        return newest
    dispute = standing_disputes(summary).first()
    if dispute:
        raise DisputeStands(dispute)
    require_all_holds(summary)
    require_consents(summary)
    _move(summary, SummaryState.APPROVED)
    summary.save(update_fields=["state"])
    content = content_of(summary)
    last = summary.versions.aggregate(last=Max("number"))["last"] or 0
    return SummaryVersion.objects.create(
        summary=summary,
        number=last + 1,
        content=content,
        digest=digest_of(content),
        note=summary.correction_note,
        approved_by=by,
        approved_at=now or timezone.now(),
    )


@transaction.atomic
def publish_summary(
    *, summary: Summary, by: User | None = None, now: datetime | None = None
) -> RecordedLearning:
    """Publish a summary as recorded learning; one still in review is approved with it.

    A corrected one becomes the next version of what was published. Doing it twice returns the first.
    Raises what ``approve_summary`` raises, and NothingToPublish.
    """
    summary = _locked(summary)
    if summary.state == SummaryState.PUBLISHED and summary.learning:
        return summary.learning
    if summary.state not in {SummaryState.SUBMITTED, SummaryState.APPROVED}:
        raise MoveNotPossible(summary)
    approve_summary(summary=summary, by=by, now=now)
    summary.refresh_from_db()
    require_all_holds(summary)
    require_consents(summary)
    _move(summary, SummaryState.PUBLISHED)
    publication = publication_of(summary)
    if summary.learning:
        summary.learning = publish_correction(
            learning=summary.learning, publication=publication, note=summary.correction_note, now=now
        )
    else:
        summary.learning = publish_recorded_learning(publication=publication, now=now)
    summary.correction_note = ""
    summary.save(update_fields=["state", "learning", "correction_note"])
    return summary.learning


@transaction.atomic
def correct_summary(*, summary: Summary, note: str) -> Summary:
    """Take a published summary up again; what was published stands until the correction is.

    Doing it twice is quiet. Raises CorrectionNeedsNote, MoveNotPossible.
    """
    summary = _locked(summary)
    if summary.is_draft and summary.learning:
        return summary
    note = " ".join(clean(note).split())[:NOTE_LENGTH]
    if not note:
        raise CorrectionNeedsNote
    if summary.state != SummaryState.PUBLISHED:
        raise MoveNotPossible(summary)
    _move(summary, SummaryState.DRAFT)
    summary.correction_note, summary.note = note, ""
    summary.save(update_fields=["state", "correction_note", "note"])
    return summary


def standing_disputes(summary: Summary) -> QuerySet[ItemComment]:
    """What is disputed and not settled, oldest first."""
    comments = ItemComment.objects.filter(item__summary=summary, kind=ItemCommentKind.DISPUTE)
    return comments.filter(settled_at=None).order_by("said_at", "pk")


def digest_of(content: object) -> str:
    """SHA-256 of all that an approved version says; the same content gives the same digest."""
    told = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


def _locked(summary: Summary) -> Summary:
    return Summary.objects.select_for_update().get(pk=summary.pk)


def _move(summary: Summary, state: SummaryState) -> None:
    if state not in SUMMARY_MOVES[summary.state]:
        raise MoveNotPossible(summary)
    summary.state = state
