"""Words of a conversation, as a page shows them."""

from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.timezone import localtime

from forums.models import Conversation, ConversationParticipant
from forums.queries.conversations.record import SaidWords, is_told_by_day

register = template.Library()


@register.inclusion_tag("forums/conversations/_said.html", takes_context=True)
def said_words(
    context: dict[str, Any],
    said: SaidWords,
    conversation: Conversation,
    participant: ConversationParticipant | None = None,
    mine: set[tuple[int, str]] = frozenset(),  # type: ignore[assignment]  # it is only looked into
) -> dict[str, Any]:
    """A contribution with its byline, its time as its terms tell it, and the reactions to it."""
    post = said.post
    at = date_format(localtime(post.posted_at), "j F" if is_told_by_day(post) else "j F, H:i")
    return {
        "said": said,
        "post": post,
        "at": at,
        "conversation": conversation,
        "may_react": participant is not None and conversation.is_open,
        "reactions": [(kind, label, count, (post.pk, kind) in mine) for kind, label, count in said.reactions],
        "has_reactions": any(count for _kind, _label, count in said.reactions),
        "csrf_token": context.get("csrf_token"),
    }
