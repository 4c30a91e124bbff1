"""Other words in a transcript. Captions and lines of chat stay the truth of it: what carries them into the
record again brings nothing back."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.text import Span, places, words_at
from forums.actions.forgetting_words import Change
from forums.actions.live.carrying import as_markdown
from forums.actions.live.log import append_event, lock_session
from forums.models import (
    CAPTION_LENGTH,
    MINUTE_LENGTH,
    Caption,
    EventKind,
    LivePart,
    LiveSession,
    Minute,
    MinuteKind,
    Post,
    PostKind,
)

Said = Caption | Minute


class StretchTooLong(ActionError):
    message = _("A stretch of a transcript can have %(limit)s characters. Please shorten the correction.")
    status = 400

    def __init__(self, limit: int) -> None:
        super().__init__(self.message % {"limit": limit})


class StretchNotFound(ActionError):
    code = "stale"
    message = _("The transcript was changed meanwhile. Please look at it again.")


def session_said_in(post: Post) -> LiveSession | None:
    """The session whose transcript a post was made of, its row locked; none for other posts."""
    if post.kind != PostKind.SPEECH:
        return None
    row = Caption.objects.filter(post=post).first() or Minute.objects.filter(post=post).first()
    return lock_session(row.session) if row else None


def reword_said(
    *, session: LiveSession, post: Post, plain: str, changes: Sequence[Change], now: datetime
) -> str:
    """Change the rows that a post was made of; returns the post's words as carrying them makes them.

    Raises StretchNotFound, StretchTooLong.
    """
    rows = _rows_of(post)
    joined = " ".join(row.text for row in rows)
    for change in sorted(changes, reverse=True):
        rows = _reword(rows, Change(_in(joined, plain, change.span), change.words), now)
    _tell(session, rows, now)
    return as_markdown(" ".join(row.text for row in rows))


def _rows_of(post: Post) -> list[Said]:
    captions = Caption.objects.filter(post=post, removed_at__isnull=True).order_by("starts_at", "pk")
    lines = Minute.objects.filter(post=post, removed_at__isnull=True, kind=MinuteKind.CHAT)
    rows: list[Said] = [*captions, *lines.order_by("noted_at", "pk")]
    return rows


def _in(joined: str, plain: str, span: Span) -> Span:
    """The same words among the rows: at the very place, or the only ones, should spaces differ."""
    words = words_at(plain, span)
    if joined[span.start : span.end] == words:
        return span
    found = places(joined, words)
    if len(found) != 1:
        raise StretchNotFound
    return found[0]


def _reword(rows: Sequence[Said], change: Change, now: datetime) -> list[Said]:
    """The first row that the words touch takes the new ones; rows whose words are gone are taken out."""
    touched: list[tuple[int, Said]] = []
    at = 0
    for row in rows:
        if at < change.span.end and change.span.start < at + len(row.text):
            touched.append((at, row))
        at += len(row.text) + 1
    if not touched:
        raise StretchNotFound
    (starts, first), (last_starts, last) = touched[0], touched[-1]
    head = first.text[: max(0, change.span.start - starts)]
    text = head + change.words + last.text[change.span.end - last_starts :]
    limit = CAPTION_LENGTH if isinstance(first, Caption) else MINUTE_LENGTH
    if len(text) > limit:
        raise StretchTooLong(limit)
    gone = [row for _at, row in touched[1:]]
    for row in gone:
        row.removed_at, row.text = now, ""
        row.save(update_fields=["removed_at", "text"])
    first.text = text
    if isinstance(first, Caption) and isinstance(last, Caption):
        first.ends_at = last.ends_at or first.ends_at
    first.save()
    return [row for row in rows if row not in gone]


def _tell(session: LiveSession, rows: Sequence[Said], now: datetime) -> None:
    captions = [row for row in rows if isinstance(row, Caption)]
    lines = [row for row in rows if isinstance(row, Minute)]
    kind = EventKind.CAPTIONS_CHANGED if captions else EventKind.MINUTES_CHANGED
    append_event(
        session=session, kind=kind, touched={LivePart.CAPTIONS: captions, LivePart.MINUTES: lines}, now=now
    )
