"""Rows for the browser test of consent, made by our own actions inside the site's own process."""

import json
import sys
from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from casestudies.models import BriefSection, Theme
from exchange.people.models import User
from forums.actions.conversations.inviting import invite_participant
from forums.actions.conversations.setting_up import open_conversation, prepare_conversation
from forums.actions.summaries import cite_words, open_summary
from forums.models import Conversation, ConversationContact, Post, PostKind, Terms


def seed(names: Sequence[str]) -> None:
    """A conversation that was held elsewhere, with these people invited, who have no account."""
    conversation = prepare_conversation(
        title=f"Watch at night {timezone.now():%H%M%S%f}",
        by=_amina(),
        theme=Theme.objects.order_by("pk")[0],
        purpose="To hear each other.",
        questions=("Who keeps watch?",),
        terms=Terms.ATTRIBUTED,
    )
    conversation = open_conversation(conversation=conversation)
    for name in names:
        person = invite_participant(
            conversation=conversation, name=name, affiliation="Kasi Watch", role="Committee chair"
        )
        ConversationContact.objects.update_or_create(
            participant=person,
            defaults={
                "email": f"{name.split()[0].lower()}@{conversation.slug}.example",
                "delete_on": timezone.localdate() + timedelta(days=90),
            },
        )
    json.dump({"slug": conversation.slug}, sys.stdout)


def summarise(slug: str) -> None:
    """A summary that quotes every turn of the transcript."""
    conversation = Conversation.objects.get(slug=slug)
    said = Post.objects.filter(thread__conversation=conversation, kind=PostKind.SPEECH).order_by("number")
    posts = list(said)
    summary = open_summary(
        subject=conversation, title="What keeps us safe", by=_amina(), threads=[posts[0].thread]
    )
    for post in posts:
        cite_words(summary=summary, target=BriefSection.WHAT_WORKED, post=post, words=post.plain, by=_amina())
    json.dump({"summary": summary.pk}, sys.stdout)


def _amina() -> User:
    return User.objects.get(email="amina@demo.example")
