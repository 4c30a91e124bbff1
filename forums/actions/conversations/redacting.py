"""Names in what was said under Chatham House: taken out, with a mark that says so, or expressly left."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from forums.actions.conversations.changing import lock_conversation, touch
from forums.actions.forgetting_words import Change
from forums.actions.records import reword_record
from forums.models import Contribution, Conversation, Post, RevisionMark
from forums.naming import Naming, without_namings
from forums.queries.conversations.namings import MENDED, namings_for, revisions_that_may_stay


class NamesGone(ActionError):
    code = "stale"
    message = _("These words were changed meanwhile. Please look at them again.")


@transaction.atomic
def take_names_out(
    *,
    conversation: Conversation,
    key: str,
    starts: Collection[int],
    seen_revision: int,
    by: User | None,
    now: datetime | None = None,
) -> int:
    """Put a mark in place of what names somebody at these places of a text; returns how many.

    The words as they stood before are kept nowhere; what was quoted of them says what they say now.
    ``key`` is that of ``NamingText``. Raises NamesGone, RecordChangedMeanwhile.
    """
    now = now or timezone.now()
    conversation = lock_conversation(conversation.pk)
    kind, _colon, number = key.partition(":")
    if kind == "waiting":
        taken = _out_of_waiting(conversation, number, starts)
    else:
        taken = _out_of_post(conversation, number, starts, seen_revision, by, now)
    touch(conversation)
    return taken


@transaction.atomic
def let_names_stay(*, conversation: Conversation, key: str, seen_revision: int) -> None:
    """Whoever runs it says of the words of a post, as they stand, that they may stay: what they name gives
    nobody away. Other words of it are looked at again. Twice is quiet; words that wait for their close
    are looked at once they are a post. Raises NamesGone."""
    conversation = lock_conversation(conversation.pk)
    kind, _colon, number = key.partition(":")
    post = _post(conversation, number) if kind == "post" else None
    if post is None or post.revision != seen_revision or not post.plain:
        raise NamesGone
    post.revisions.filter(number=seen_revision).update(names_may_stay=True)


@transaction.atomic
def look_at_names_again(*, conversation: Conversation) -> None:
    """Nothing is left to stand any more: the opposite of ``let_names_stay``, for all words of it."""
    conversation = lock_conversation(conversation.pk)
    revisions_that_may_stay(conversation).update(names_may_stay=False)


def _post(conversation: Conversation, number: str) -> Post | None:
    posts = Post.objects.filter(thread__conversation=conversation, thread__is_record=True)
    return posts.filter(pk=number).first() if number.isdecimal() else None


def _out_of_waiting(conversation: Conversation, public_id: str, starts: Collection[int]) -> int:
    own = Contribution.objects.select_for_update(of=("self",)).filter(conversation=conversation, post=None)
    given = own.filter(public_id=public_id, withdrawn_at__isnull=True).first()
    chosen = _chosen(conversation, given.text, starts) if given else []
    if given is None or not chosen:
        raise NamesGone
    given.text = without_namings(given.text, chosen)
    given.save(update_fields=["text"])
    return len(chosen)


def _out_of_post(
    conversation: Conversation,
    number: str,
    starts: Collection[int],
    seen_revision: int,
    by: User | None,
    now: datetime,
) -> int:
    post = _post(conversation, number)
    chosen = _chosen(conversation, post.plain, starts) if post and post.kind in MENDED else []
    if post is None or not chosen:
        raise NamesGone
    reword_record(
        post=post,
        changes=[Change(naming.span, naming.mark) for naming in chosen],
        mark=RevisionMark.NAMES_OUT,
        seen_revision=seen_revision,
        saved_by=by,
        now=now,
        forgets=True,
    )
    return len(chosen)


def _chosen(conversation: Conversation, text: str, starts: Collection[int]) -> list[Naming]:
    found = namings_for(conversation)(text)
    return [naming for naming in found if naming.span.start in starts]
