"""The rows of an import follow it: out of the session when it is undone, back again, along with its clock."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, TypeVar

from django.db.models import F, Model
from django.utils.translation import gettext as _

from forums.actions.live.carrying import carry_into_threads
from forums.actions.live.record import keep_record_current
from forums.actions.live.traces import stamp_answering
from forums.models import (
    IN_THE_ROOM,
    AnsweringSpan,
    Caption,
    ImportedPart,
    LivePart,
    LiveSession,
    MeetingImport,
    Minute,
    Post,
    PostQuote,
    Question,
    QuestionState,
    Quotation,
    Summary,
)

TOLD = 20  # of the latest captions and minutes: open pages show no more of speech
AT_ONCE = 500
BETWEEN = "\n\n"  # two answers to one question

Touched = dict[LivePart, list[Model]]
Item = TypeVar("Item")


def follow_import(row: MeetingImport, noted: Mapping[str, list[Any]], now: datetime) -> Touched:
    """After undoing changed an import as ``noted``: its rows come along; gives those to be told of."""
    if "correction" in noted:
        before, after = noted["correction"]
        move_rows(row, timedelta(seconds=before - after))
    if "undone_at" in noted:
        if row.undone_at:
            take_out(row, now)
        else:
            bring_back(ImportedPart.objects.filter(meeting_import=row), now)
    return told_of(row)


def told_of(row: MeetingImport) -> Touched:
    """What open pages may show of an import."""
    answered = ImportedPart.objects.filter(meeting_import=row, question__isnull=False).values("question")
    return {
        LivePart.QUESTIONS: list(Question.objects.filter(pk__in=answered)),
        LivePart.MINUTES: list(row.minutes.all()),
        LivePart.CAPTIONS: list(row.captions.order_by("-starts_at", "-pk")[:TOLD]),
    }


def carry_again(session: LiveSession, now: datetime) -> None:
    """What comes into a closed session, or leaves it, does so in its threads too."""
    if not session.is_closed:
        return
    carry_into_threads(session=session, now=now)
    keep_record_current(session=session, now=now)
    summary = Summary.objects.filter(live_session=session).first()
    if summary:
        summary.threads.add(*session.threads.all())


# The clock ----------------------------------------------------------------------------------------
def move_rows(row: MeetingImport, by: timedelta) -> None:
    """Every time that the file told; a question that was answered here since keeps that time."""
    row.captions.update(starts_at=F("starts_at") + by, ends_at=F("ends_at") + by)
    row.minutes.update(noted_at=F("noted_at") + by)
    row.questions.update(asked_at=F("asked_at") + by)
    row.questions.filter(answered_at__lte=row.imported_at).update(answered_at=F("answered_at") + by)
    spans = AnsweringSpan.objects.filter(question__meeting_import=row, started_at__lte=row.imported_at)
    spans.update(started_at=F("started_at") + by, ended_at=F("ended_at") + by)


# Out and back -------------------------------------------------------------------------------------
def take_out(row: MeetingImport, now: datetime) -> None:
    """Take the rows of an import out, but for those that others quoted or answered since."""
    parts = list(row.parts.filter(taken_out_at=None).select_related("question", "minute", "caption"))
    held = held_posts({post for part in parts for post in _posts_of(part)})
    out = [part for part in parts if not held & set(_posts_of(part)) and _goes_out(part, row, now)]
    for some in batches_of(out):
        standing = {"removed_at": None}
        Minute.objects.filter(pk__in=[part.minute_id for part in some], **standing).update(removed_at=now)
        Caption.objects.filter(pk__in=[part.caption_id for part in some], **standing).update(removed_at=now)
        row.parts.filter(pk__in=[part.pk for part in some]).update(taken_out_at=now)


def bring_back(parts: Iterable[ImportedPart], now: datetime) -> None:
    """Put back what undoing an import took out."""
    back = [part for part in parts if part.taken_out_at]
    for part in back:
        if part.question_id is None:
            continue
        question = Question.objects.get(pk=part.question_id)
        if part.words:
            add_answer(question, part.words, at=now)
        elif question.state == QuestionState.HIDDEN:
            question.state, question.hidden_reason = question.state_beside_answering, ""
            question.save(update_fields=["state", "hidden_reason"])
    for some in batches_of(back):
        Minute.objects.filter(pk__in=[part.minute_id for part in some]).update(removed_at=None)
        Caption.objects.filter(pk__in=[part.caption_id for part in some]).update(removed_at=None)
        ImportedPart.objects.filter(pk__in=[part.pk for part in some]).update(taken_out_at=None)


def add_answer(question: Question, words: str, *, at: datetime) -> None:
    """Put words behind those of an answer, or make them the first ones."""
    question.answer = f"{question.answer}{BETWEEN}{words}" if question.answer else words
    question.answered_at = question.answered_at or at
    if question.state == QuestionState.PUBLISHED:
        question.state = QuestionState.ANSWERED
    question.save(update_fields=["answer", "answered_at", "state"])


def held_posts(posts: Collection[int]) -> set[int]:
    """Those of some posts that a summary or another post quotes, or that somebody replied to."""
    held: set[int] = set()
    for some in batches_of(posts):
        quoted = Quotation.objects.filter(revision__post__in=some, withdrawn_at=None)
        held.update(quoted.values_list("revision__post", flat=True))
        held.update(PostQuote.objects.filter(source__post__in=some).values_list("source__post", flat=True))
        replies = Post.objects.filter(parent__in=some, author__isnull=False)
        held.update(pk for pk in replies.values_list("parent", flat=True) if pk)
    return held


def _posts_of(part: ImportedPart) -> list[int]:
    if part.question and part.words:
        found = [part.question.answer_post_id]
    elif part.question:
        found = [part.question.post_id, part.question.answer_post_id]
    else:
        row = part.minute or part.caption
        found = [row.post_id] if row else []
    return [pk for pk in found if pk]


def _goes_out(part: ImportedPart, row: MeetingImport, now: datetime) -> bool:
    """False where it is out already. The answers to a question that goes out need not go before it."""
    question = part.question
    if question is None:
        said = part.minute or part.caption
        return said is not None and said.removed_at is None
    if part.words:
        return question.meeting_import_id != row.pk and _take_answer_out(question.pk, part.words, row)
    if question.state not in {QuestionState.WAITING, *IN_THE_ROOM}:
        return False
    question.state, question.hidden_reason = QuestionState.HIDDEN, _("Its import was undone.")
    question.save(update_fields=["state", "hidden_reason"])
    stamp_answering(question, now)
    return True


def _take_answer_out(pk: int, words: str, row: MeetingImport) -> bool:
    """The words of an answer go as they came; False where somebody edited them since."""
    question = Question.objects.get(pk=pk)
    before, found, after = f"{BETWEEN}{question.answer}{BETWEEN}".partition(f"{BETWEEN}{words}{BETWEEN}")
    if not found:
        return False
    question.answer = BETWEEN.join(part for part in (before[2:], after.removesuffix(BETWEEN)) if part)
    if not question.answer and question.state == QuestionState.ANSWERED:
        question.state, question.answered_at = QuestionState.PUBLISHED, None
        question.answering_spans.filter(started_at__lte=row.imported_at).delete()
    question.save(update_fields=["answer", "state", "answered_at"])
    return True


def batches_of(items: Iterable[Item]) -> Iterator[list[Item]]:
    """A few hundred at a time, as a database takes them in one question."""
    rest = iter(items)
    while some := list(islice(rest, AT_ONCE)):
        yield some
