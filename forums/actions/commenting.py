"""What reviewers say of a summary's items, and disputes of those who are quoted."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from exchange.text import clean
from forums.access import speaks_for
from forums.models import ItemComment, ItemCommentKind, Quotation, SummaryItem

COMMENT_LENGTH = 1000
SETTLEMENT_LENGTH = 500


class CommentEmpty(ActionError):
    message = _("Write what you want to say first.")
    status = 400


class CommentTooLong(ActionError):
    message = _("A comment can have %(limit)s characters; this one has %(length)s. Please shorten it.")
    status = 400

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(self.message % {"limit": limit, "length": length})


class NotYourWords(ActionError):
    message = _("Only the person who said these words can dispute how they are used.")
    status = 403


class NothingToDispute(ActionError):
    message = _("These words are used in no summary now.")


@transaction.atomic
def comment_on_item(*, item: SummaryItem, by: User, text: str, now: datetime | None = None) -> ItemComment:
    """Say something of an item to those who write and review it. Raises CommentEmpty, CommentTooLong."""
    return ItemComment.objects.create(
        item=item, by=by, text=_said(text, COMMENT_LENGTH), said_at=now or timezone.now()
    )


@transaction.atomic
def dispute_quotation(
    *, quotation: Quotation, by: User, text: str, now: datetime | None = None
) -> list[ItemComment]:
    """The person who is quoted says that their words are used wrongly: every item that cites them waits.

    Raises NotYourWords, NothingToDispute, CommentEmpty, CommentTooLong.
    """
    if not speaks_for(by, quotation):
        raise NotYourWords
    text = _said(text, COMMENT_LENGTH)
    items = list(quotation.items.order_by("pk"))
    if not items:
        raise NothingToDispute
    return [
        ItemComment.objects.create(
            item=item,
            kind=ItemCommentKind.DISPUTE,
            by=by,
            text=text,
            quotation=quotation,
            said_at=now or timezone.now(),
        )
        for item in items
    ]


@transaction.atomic
def settle_comment(
    *, comment: ItemComment, by: User, settlement: str = "", now: datetime | None = None
) -> ItemComment:
    """Answer a comment for good; a dispute needs words. Doing it twice keeps the first answer.

    Raises CommentEmpty, CommentTooLong.
    """
    comment = ItemComment.objects.select_for_update().get(pk=comment.pk)
    if comment.settled_at:
        return comment
    words = clean(settlement)
    if comment.kind == ItemCommentKind.DISPUTE or words:
        words = _said(words, SETTLEMENT_LENGTH)
    comment.settled_by, comment.settled_at, comment.settlement = by, now or timezone.now(), words
    comment.save(update_fields=["settled_by", "settled_at", "settlement"])
    return comment


def _said(text: str, limit: int) -> str:
    text = clean(text)
    if not text:
        raise CommentEmpty
    if len(text) > limit:
        raise CommentTooLong(len(text), limit)
    return text
