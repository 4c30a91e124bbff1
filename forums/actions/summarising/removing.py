"""Taking parts out of a draft, and bringing them back as they were."""

from datetime import datetime
from typing import Any

from django.core.serializers import serialize
from django.core.serializers.python import Deserializer
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from exchange.text import excerpt
from forums.actions.summarising.drafts import lock_draft
from forums.models import Citation, Insight, RemovedKind, RemovedPart, Summary, SummaryItem

LABEL_LENGTH = 100


class NothingToBringBack(ActionError):
    message = _("This is in the summary again already.")
    status = 404


class ItemOfQuotationIsGone(ActionError):
    message = _("The item that this quotation stood in was taken out. Bring that one back instead.")


@transaction.atomic
def take_out_item(*, item: SummaryItem, by: User, now: datetime | None = None) -> RemovedPart:
    """Take an item out of a draft with its citations and what was said of it. ``bring_back`` undoes it.

    Its quotations stay: other items may rest on them. Raises SummaryNotOpenForEditing.
    """
    summary = lock_draft(item.summary)
    citations = item.citations.order_by("position", "pk")
    rows = [item, *citations, *item.comments.order_by("pk")]
    part = RemovedPart.objects.create(
        summary=summary,
        kind=RemovedKind.ITEM,
        label=excerpt(item.prose or item.lesson_statement, LABEL_LENGTH),
        content=_values(rows),
        removed_by=by,
        removed_at=now or timezone.now(),
    )
    item.delete()
    return part


@transaction.atomic
def take_out_citation(*, citation: Citation, by: User, now: datetime | None = None) -> RemovedPart:
    """Take a quotation out of an item; the frozen words keep their page. ``bring_back`` undoes it."""
    summary = lock_draft(citation.item.summary)
    part = RemovedPart.objects.create(
        summary=summary,
        kind=RemovedKind.CITATION,
        content=_values([citation]),
        removed_by=by,
        removed_at=now or timezone.now(),
    )
    citation.delete()
    return part


@transaction.atomic
def bring_back(*, part: RemovedPart) -> SummaryItem:
    """Put what was taken out where it stood; an item goes to the end of its section.

    Raises SummaryNotOpenForEditing, NothingToBringBack, ItemOfQuotationIsGone.
    """
    summary = lock_draft(part.summary)
    if not RemovedPart.objects.filter(pk=part.pk).exists():
        raise NothingToBringBack
    rows = [found.object for found in Deserializer(part.content)]
    item = _item_of(part, rows, summary)
    part.delete()
    return item


def _item_of(part: RemovedPart, rows: list[Any], summary: Summary) -> SummaryItem:
    if part.kind == RemovedKind.CITATION:
        [citation] = rows
        standing = summary.items.filter(pk=citation.item_id).first()
        if standing is None:
            raise ItemOfQuotationIsGone
        Citation.objects.get_or_create(
            item=standing,
            quotation_id=citation.quotation_id,
            defaults={"position": _next(standing.citations)},
        )
        return standing
    item: SummaryItem = rows[0]
    item.position = _next(summary.items.filter(section=item.section))
    if not Insight.objects.filter(pk=item.insight_id or 0).exists():
        item.insight_id = None
    for row in rows:
        row.save(force_insert=True)
    return item


def _values(rows: list[Any]) -> list[dict[str, Any]]:
    """Without the shortened form of a quotation: that is somebody's words."""
    for row in rows:
        if isinstance(row, Citation):
            row.shortened = ""
    values: list[dict[str, Any]] = serialize("python", rows)
    return values


def _next(rows: Any) -> int:
    return int(rows.aggregate(last=Max("position"))["last"] or 0) + 1
