"""What else goes with withdrawn words: what repeats them, and the asking whether they may be used."""

from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from casestudies.actions import repeated_words
from exchange.text.repeated import without_repeated
from forums.models import (
    ConsentRequest,
    ConsentState,
    Insight,
    Quotation,
    Statement,
    StatementState,
    SummaryItem,
    SummaryVersion,
)

OVER = (ConsentState.DECLINED, ConsentState.DECLINED_BY_SILENCE, ConsentState.WITHDRAWN)


def forget_what_repeats(*, quotation: Quotation, now: datetime) -> None:
    """Called while a quotation that is being withdrawn still has its words: they tell what repeats them.

    An insight or a lesson stands without them; a statement that says them is no longer put to the vote.
    """
    words, note = quotation.words, _("[words withdrawn]")
    for insight in Insight.objects.filter(quotation=quotation).order_by("pk"):
        _reword(insight, ("text",), words, note)
    for statement in Statement.objects.filter(quotation=quotation).order_by("pk"):
        if _reword(statement, ("text",), words, note):
            statement.state, statement.reason = StatementState.TAKEN_OUT, _("Its words were withdrawn.")
            statement.save(update_fields=["state", "reason"])
    items = SummaryItem.objects.filter(citations__quotation=quotation).distinct()
    for item in items.order_by("pk"):
        _reword(item, ("prose", "lesson_statement", "lesson_conditions"), words, note)
    for version in SummaryVersion.objects.filter(summary__items__in=items).distinct().order_by("pk"):
        content = _in_all(version.content, words, note)
        if content != version.content:
            version.content = content
            version.save(update_fields=["content"])
    repeated_words.forget_repeated_words(quotation_id=quotation.public_id, words=words, note=note)
    ConsentRequest.objects.filter(quotation=quotation).exclude(state__in=OVER).update(
        state=ConsentState.WITHDRAWN, answered_at=now, note="", participant=None, user=None
    )


def _reword(row: Model, fields: tuple[str, ...], words: str, note: str) -> bool:
    said = {field: without_repeated(getattr(row, field), words, note) for field in fields}
    changed = [field for field, text in said.items() if text != getattr(row, field)]
    for field in changed:
        longest = row._meta.get_field(field).max_length  # type: ignore[union-attr]
        setattr(row, field, said[field][:longest])
    if changed:
        row.save(update_fields=changed)
    return bool(changed)


def _in_all(value: Any, words: str, note: str) -> Any:
    """The same, in every text of a JSON value."""
    if isinstance(value, str):
        return without_repeated(value, words, note)
    if isinstance(value, list):
        return [_in_all(one, words, note) for one in value]
    if isinstance(value, dict):
        return {key: _in_all(one, words, note) for key, one in value.items()}
    return value
