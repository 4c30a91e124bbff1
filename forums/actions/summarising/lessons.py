"""From an item to a lesson in one act."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casestudies.models import BriefSection, LessonKind
from exchange.errors import ActionError
from exchange.text import excerpt, sentences, words_at
from forums.actions.summaries import LESSON_LENGTH
from forums.actions.summarising.drafts import lock_draft
from forums.models import SummaryItem

KIND_OF_SECTION = {
    BriefSection.WHY_IT_MATTERS: LessonKind.PRECONDITION,
    BriefSection.WHAT_WORKED: LessonKind.WORKED,
    BriefSection.WHAT_DID_NOT_WORK: LessonKind.DID_NOT_WORK,
    BriefSection.WHERE_WE_DISAGREED: LessonKind.MIXED,
    BriefSection.OPEN_QUESTIONS: LessonKind.OPEN_QUESTION,
    BriefSection.WHAT_NEXT: LessonKind.CAUTION,
}


class NothingToLearnFrom(ActionError):
    message = _("This item has no words yet. Write it, or quote somebody, then make it a lesson.")
    status = 400


@transaction.atomic
def make_lesson(*, item: SummaryItem) -> SummaryItem:
    """Fill an item's lesson from its first sentence, else from its first quotation; then it can be edited.

    A lesson that is there stays. It leads back to the item's quotations, as every lesson does.
    Raises SummaryNotOpenForEditing, NothingToLearnFrom.
    """
    lock_draft(item.summary)
    item = SummaryItem.objects.get(pk=item.pk)
    if item.lesson_statement:
        return item
    citations = item.citations.select_related("quotation").order_by("position", "pk")
    quoted = next((one.quotation.words for one in citations if not one.quotation.is_withdrawn), "")
    statement = _first_sentence(item.prose) or _first_sentence(quoted)
    if not statement:
        raise NothingToLearnFrom
    item.lesson_statement = excerpt(statement, LESSON_LENGTH)
    item.lesson_kind = KIND_OF_SECTION[BriefSection(item.section)]
    item.revision += 1
    item.save(update_fields=["lesson_statement", "lesson_kind", "revision"])
    return item


def _first_sentence(text: str) -> str:
    span = next(iter(sentences(text)), None)
    return " ".join(words_at(text, span).split()) if span else ""
