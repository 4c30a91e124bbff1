"""A conversation changed: pages that are open on it see that, and fetch what they may see."""

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from forums.models import Conversation, Round


class ConversationNotOpen(ActionError):
    message = _(
        "This conversation is not open now. What you wrote is kept on this page; copy it if you need it."
    )


class ConversationBegun(ActionError):
    message = _("Words have been given under these terms already. They can be made stricter, never looser.")


def lock_conversation(conversation_id: int) -> Conversation:
    """The conversation's row, locked until the transaction ends: before its rounds, its record, its posts."""
    return Conversation.objects.select_for_update().select_related(None).get(pk=conversation_id)


def lock_round(round_id: int) -> Round:
    """A round of a conversation whose row is locked with it."""
    place = Round.objects.values_list("conversation_id", flat=True).get(pk=round_id)
    conversation = lock_conversation(place)
    found = Round.objects.select_related("turn_of").get(pk=round_id)
    found.conversation = conversation
    return found


def touch(conversation: Conversation) -> None:
    """Move ``change_seq``: whoever has its page open asks for what is new."""
    Conversation.objects.filter(pk=conversation.pk).update(change_seq=F("change_seq") + 1)
