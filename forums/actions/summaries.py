"""From words to learning: what a facilitator writes at the workbench. Its way on: ``reviewing``."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casestudies.models import BriefSection
from exchange.errors import ActionError
from exchange.people.models import User
from exchange.text import clean, require_shortened
from forums.actions.quotations import pick_quotation
from forums.models import (
    Citation,
    LiveSession,
    Post,
    Subject,
    Summary,
    SummaryItem,
    Thread,
    subject_field,
)

PROSE_LENGTH = 4000
LESSON_LENGTH = 240


class SummaryNotOpenForEditing(ActionError):
    message = _("This summary has been sent for approval. Ask the editor to return it, then change it.")


class ProseTooLong(ActionError):
    message = _("An item can have %(limit)s characters; this one has %(length)s. Please shorten or split it.")
    status = 400

    def __init__(self, length: int) -> None:
        super().__init__(self.message % {"limit": PROSE_LENGTH, "length": length})


class LessonIncomplete(ActionError):
    message = _("A lesson needs both its statement and its kind.")
    status = 400


class LessonTooLong(ActionError):
    message = _("A lesson can have %(limit)s characters; this one has %(length)s. Please shorten it.")
    status = 400

    def __init__(self, length: int) -> None:
        super().__init__(self.message % {"limit": LESSON_LENGTH, "length": length})


class NotForASummary(ActionError):
    message = _(
        "A summary is about a case study, an engagement or a conversation that everybody may read about; "
        "this thread is not. Open a summary on another thread; if this one is public, add it there as a "
        "source."
    )


class ItemChangedMeanwhile(ActionError):
    code = "stale"
    message = _(
        "A colleague changed this item while you were writing. Your version is in the box; the saved one "
        "is below it. Bring them together, then save again."
    )


@transaction.atomic
def open_summary(
    *,
    subject: Subject,
    title: str,
    by: User,
    threads: Sequence[Thread],
    live_session: LiveSession | None = None,
    is_demonstration: bool = False,
    now: datetime | None = None,
) -> Summary:
    """Open a summary draft on the posts of some threads. A live session has one summary for good."""
    now = now or timezone.now()
    summary = Summary.objects.filter(live_session=live_session).first() if live_session else None
    if summary is None:
        summary = Summary.objects.create(
            **subject_field(subject),
            title=title[:120],
            live_session=live_session,
            opened_by=by,
            opened_at=now,
            is_demonstration=is_demonstration or bool(live_session and live_session.is_demonstration),
        )
    summary.threads.add(*threads)
    return summary


def subject_of_summary(thread: Thread, *, by: User) -> Subject:
    """What a summary of a thread is about: the thread's subject, or what that belongs to.

    Raises NotForASummary.
    """
    if not Thread.objects.for_summaries_of(by).filter(pk=thread.pk).exists():
        raise NotForASummary
    lesson, question = thread.lesson, thread.question
    candidates = [thread.case_study, thread.engagement, thread.conversation]
    if lesson:
        learning = lesson.learning
        candidates += [lesson.case_study, lesson.engagement]
        candidates += [learning.case_study, learning.engagement] if learning else []
    if question:
        candidates += [question.case_study, question.session.subject]
    for subject in candidates:
        if subject:
            return subject
    raise NotForASummary


def _locked_draft(summary: Summary) -> Summary:
    summary = Summary.objects.select_for_update().get(pk=summary.pk)
    if not summary.is_draft:
        raise SummaryNotOpenForEditing
    return summary


@transaction.atomic
def add_item(
    *, summary: Summary, section: BriefSection, prose: str = "", is_own_view: bool = False
) -> SummaryItem:
    """Add an item at the end of its section. Raises SummaryNotOpenForEditing, ProseTooLong."""
    summary = _locked_draft(summary)
    last = summary.items.aggregate(last=Max("position"))["last"] or 0
    return SummaryItem.objects.create(
        summary=summary,
        section=section,
        position=last + 1,
        prose=_prose(prose),
        is_own_view=is_own_view,
    )


def _prose(text: str) -> str:
    text = clean(text)
    if len(text) > PROSE_LENGTH:
        raise ProseTooLong(len(text))
    return text


@transaction.atomic
def save_item(
    *,
    item: SummaryItem,
    seen_revision: int,
    prose: str,
    lesson_statement: str = "",
    lesson_kind: str = "",
    lesson_conditions: str = "",
    is_own_view: bool = False,
) -> SummaryItem:
    """Save an item's words. The same words are quiet; a stale form is refused.

    A suggested item that a person saves with other words is theirs from then on.

    Raises SummaryNotOpenForEditing, ItemChangedMeanwhile, ProseTooLong, LessonIncomplete,
    LessonTooLong.
    """
    _locked_draft(item.summary)
    item = SummaryItem.objects.get(pk=item.pk)
    new: dict[str, Any] = {
        "prose": _prose(prose),
        "lesson_statement": " ".join(clean(lesson_statement).split()),
        "lesson_kind": lesson_kind,
        "lesson_conditions": clean(lesson_conditions),
        "is_own_view": is_own_view,
    }
    if all(getattr(item, field) == value for field, value in new.items()):
        return item
    if item.revision != seen_revision:
        raise ItemChangedMeanwhile
    if bool(new["lesson_statement"]) != bool(new["lesson_kind"]):
        raise LessonIncomplete
    if len(new["lesson_statement"]) > LESSON_LENGTH:
        raise LessonTooLong(len(new["lesson_statement"]))
    for field, value in new.items():
        setattr(item, field, value)
    item.revision += 1
    item.save()
    return item


@transaction.atomic
def cite_words(
    *,
    summary: Summary,
    target: SummaryItem | BriefSection,
    post: Post,
    words: str,
    by: User,
    before: str = "",
    after: str = "",
    now: datetime | None = None,
) -> SummaryItem:
    """Freeze words of a source and put them under an item, or under a new one in a section.

    The same words twice stand once. Returns the item. Raises SummaryNotOpenForEditing and what
    ``pick_quotation`` raises; then no item was made either.
    """
    _locked_draft(summary)
    quotation = pick_quotation(post=post, words=words, by=by, before=before, after=after, now=now)
    item = target if isinstance(target, SummaryItem) else add_item(summary=summary, section=target)
    last = item.citations.aggregate(last=Max("position"))["last"] or 0
    Citation.objects.get_or_create(item=item, quotation=quotation, defaults={"position": last + 1})
    return item


@transaction.atomic
def shorten_citation(*, citation: Citation, shortened: str) -> Citation:
    """Print a quotation in a short form: […] for what is left out, [words] for what is put in.

    Empty prints it word for word. Raises SummaryNotOpenForEditing, ShortenedWordsDiffer.
    """
    _locked_draft(citation.item.summary)
    shortened = " ".join(clean(shortened).split())
    require_shortened(shortened, citation.quotation.words)
    citation.shortened = "" if shortened == " ".join(citation.quotation.words.split()) else shortened
    citation.save(update_fields=["shortened"])
    return citation
