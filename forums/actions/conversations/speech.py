"""How speech of a conversation is signed in its record: by the terms, where somebody said whose voice it is.

A voice is a label of a transcript. Whose it is stands in ``ConversationParticipant.voices``.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from django.utils.translation import gettext as _

from forums.actions.conversations.bylines import byline_of
from forums.actions.conversations.carrying import day_of
from forums.models import Conversation, ConversationParticipant, Thread, ThreadKind
from forums.queries.consents import terms_of_posts


class Said(Protocol):
    """A passage of a transcript on its way into a post."""

    byline: str
    voice: str
    day: datetime | None
    at: datetime
    rows: Sequence[Any]


class SpeechOfAConversation:
    def __init__(self, conversation: Conversation) -> None:
        self.conversation = conversation
        people = ConversationParticipant.objects.filter(conversation=conversation).order_by("pk")
        self.people = {label: person for person in people for label in person.voices}

    def settle(self, thread: Thread, passages: Sequence[Said]) -> None:
        """Sign these passages, and make their thread one that is only read.

        Under Chatham House all are signed alike, no number tells which are one voice's, and of the time
        only the day is told. Whoever agreed to a quotation under stricter terms is signed by these.
        """
        thread.kind = ThreadKind.CONVERSATION
        thread.locked_at = thread.locked_at or thread.opened_at
        if self.conversation.is_chatham_house:
            thread.opened_by = None
        thread.save(update_fields=["kind", "locked_at", "opened_by"])
        posts = {row.post_id: row.post for passage in passages for row in passage.rows if row.post_id}
        for post in posts.values():
            post.thread = thread
        terms = terms_of_posts(posts.values())
        for passage in passages:
            held_to = next(
                (terms[row.post_id] for row in passage.rows if row.post_id in terms), self.conversation.terms
            )
            person = self.people.get(passage.voice)
            if self.conversation.is_chatham_house:
                passage.byline, passage.day = _("A participant"), day_of(passage.at)
            elif person:
                passage.byline = byline_of(person, held_to)
