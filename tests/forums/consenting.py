"""A conversation in which Sipho, who has no account, said something that a summary wants to quote."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import mail
from django_tasks_db.models import DBTaskResult

from exchange.people.models import User
from forums.actions.consents import ask_for_consents, send_consent_letter
from forums.models import (
    ConsentRequest,
    Conversation,
    ConversationContact,
    ConversationParticipant,
    Post,
    Quotation,
    Summary,
)
from tests.factories import amina, cite, make_summary
from tests.factories.conversations import come, first_round, give, make_talk
from tests.factories.time import NOW

WORDS = "We light the rank ourselves."
TEXT = f"{WORDS} It costs us *R40* a month, and nobody pays us."
SIPHO = "sipho@traders.example"


@dataclass
class Asking:
    conversation: Conversation
    person: ConversationParticipant
    post: Post
    summary: Summary
    quotation: Quotation

    @property
    def request(self) -> ConsentRequest:
        return ConsentRequest.objects.get(quotation=self.quotation, summary=self.summary)


def quoted(user: User | None = None, *, email: str = SIPHO, text: str = TEXT, **fields: object) -> Asking:
    """Somebody said it, the summary quotes it, nobody was asked."""
    conversation = make_talk(**fields)
    person = come(conversation, user)
    if not user:
        leave_address(person, email)
    post = post_of(person, text)
    summary = make_summary(post.thread)
    cite(summary, post, WORDS)
    return Asking(conversation, person, post, summary, Quotation.objects.get())


def leave_address(person: ConversationParticipant, email: str) -> None:
    day = (NOW + timedelta(days=365)).date()
    ConversationContact.objects.create(participant=person, email=email, delete_on=day)


def post_of(person: ConversationParticipant, text: str = TEXT, **options: object) -> Post:
    post = give(first_round(person.conversation), person, text, **options).post
    assert post
    return post


def asked(user: User | None = None, *, now: datetime = NOW, **fields: object) -> Asking:
    """And whoever said it was asked; the letter is in the box."""
    asking = quoted(user, **fields)
    ask_for_consents(summary=asking.summary, by=amina(), now=now)
    send_letters()
    return asking


def send_letters() -> None:
    """What the worker would do now of our own jobs."""
    for result in list(DBTaskResult.objects.ready()):
        path, arguments = result.task_result.args
        if path == send_consent_letter.path:
            result.set_successful(str(send_consent_letter(**arguments)))


def link_in_letter(place: int = -1) -> str:
    """The path in a letter, the last one unless told otherwise."""
    letters = [letter for letter in mail.outbox if "/consent/" in letter.body]
    found = re.search(r"https?://[^/]+(/consent/[\w-]+/)", letters[place].body)
    assert found
    return found.group(1)
