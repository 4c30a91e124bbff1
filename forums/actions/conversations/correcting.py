"""A stretch of a transcript is corrected by who runs the conversation; what it said before stays."""

from datetime import datetime
from os.path import commonprefix

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from exchange.text import Span, clean
from forums.actions.forgetting_words import Change
from forums.actions.records import reword_record
from forums.models import Post, RevisionMark


class TurnEmpty(ActionError):
    message = _("A turn needs words. To leave it out, hide it in its thread.")
    status = 400


@transaction.atomic
def correct_turn(
    *, post: Post, text: str, seen_revision: int, by: User | None, now: datetime | None = None
) -> Post:
    """Change what differs in a turn's words; the same words again are quiet.

    Raises TurnEmpty, RecordChangedMeanwhile, StretchTooLong, StretchNotFound.
    """
    text = " ".join(clean(text).split())
    if not text:
        raise TurnEmpty
    if text == " ".join(post.plain.split()):
        return post
    return reword_record(
        post=post,
        changes=[change_between(post.plain, text)],
        mark=RevisionMark.TRANSCRIPT,
        seen_revision=seen_revision,
        saved_by=by,
        now=now or timezone.now(),
    )


def change_between(before: str, after: str) -> Change:
    """The one change that makes one of the other: whole words, from where they part to where they meet."""
    start = len(commonprefix([before, after]))
    end = len(commonprefix([before[start:][::-1], after[start:][::-1]]))
    start = before.rfind(" ", 0, start) + 1
    tail = before[len(before) - end :]
    end = len(tail) - tail.find(" ") if " " in tail else 0
    if start >= len(before) - end:  # words were added between two that stay
        start = before.rfind(" ", 0, max(start - 1, 0)) + 1
    return Change(Span(start, len(before) - end), after[start : len(after) - end])
