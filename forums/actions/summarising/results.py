"""The result of a poll or of a vote on a statement, as a sentence of an item."""

from django.db import transaction
from django.db.models import Max

from casestudies.models import BriefSection
from forums.actions.summaries import add_item, save_item
from forums.actions.summarising.drafts import lock_draft
from forums.models import Citation, Quotation, Summary, SummaryItem


@transaction.atomic
def put_result(
    *,
    summary: Summary,
    target: SummaryItem | BriefSection,
    sentence: str,
    quotation_id: int | None = None,
) -> SummaryItem:
    """Add a result to an item's prose, or to a new one; twice it stands once.

    With a statement comes the quotation that it was drawn from, if it still stands. Where there is none and
    the item quotes nobody, the item is marked as our own view: we counted. Raises SummaryNotOpenForEditing,
    ProseTooLong.
    """
    lock_draft(summary)
    item = target if isinstance(target, SummaryItem) else add_item(summary=summary, section=target)
    item = SummaryItem.objects.get(pk=item.pk)
    quotation = Quotation.objects.filter(pk=quotation_id or 0, withdrawn_at__isnull=True).first()
    if quotation:
        last = item.citations.aggregate(last=Max("position"))["last"] or 0
        Citation.objects.get_or_create(item=item, quotation=quotation, defaults={"position": last + 1})
    if sentence in item.prose:
        return item
    return save_item(
        item=item,
        seen_revision=item.revision,
        prose="\n\n".join(filter(None, (item.prose, sentence))),
        lesson_statement=item.lesson_statement,
        lesson_kind=item.lesson_kind,
        lesson_conditions=item.lesson_conditions,
        is_own_view=item.is_own_view or not item.citations.exists(),
    )
