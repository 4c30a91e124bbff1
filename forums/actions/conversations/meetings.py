"""What was said in a conversation elsewhere: its files, whose voices are in them, the record they make."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from forums.actions.conversations.changing import lock_conversation, touch
from forums.actions.live.captions import label_of
from forums.actions.live.following_imports import carry_again
from forums.actions.live.importing_meetings import Choices, MeetingFile, Taken, take_meetings_in
from forums.actions.live.log import lock_session
from forums.actions.live.sessions import free_slug
from forums.imports.meetings import Meeting, Message
from forums.models import Conversation, ConversationParticipant, LiveSession, SessionState

Voices = Mapping[str, ConversationParticipant | None]


class MatchedTwice(ActionError):
    message = _(
        "%(person)s cannot be both “%(first)s” and “%(second)s”. Choose somebody else for one of them, or "
        "say below that one person may have two names here."
    )
    status = 400

    def __init__(self, person: ConversationParticipant, first: str, second: str) -> None:
        super().__init__(self.message % {"person": person, "first": first, "second": second})


def session_behind(conversation: Conversation) -> LiveSession | None:
    """The session without a room that holds what was said elsewhere; none before the first file."""
    found = LiveSession.objects.filter(conversation=conversation, has_room=False)
    return found.select_related("conversation").order_by("pk").first()


@transaction.atomic
def make_session_behind(*, conversation: Conversation, by: User, now: datetime | None = None) -> LiveSession:
    """The same, made where there is none yet."""
    now = now or timezone.now()
    conversation = lock_conversation(conversation.pk)
    return session_behind(conversation) or LiveSession.objects.create(
        conversation=conversation,
        slug=free_slug(conversation.title),
        title=conversation.title[:120],
        state=SessionState.CLOSED,
        has_room=False,
        allows_guests=False,
        starts_at=conversation.starts_at or now,
        opened_at=now,
        closed_at=now,
        created_by=by,
        is_demonstration=conversation.is_demonstration,
    )


@transaction.atomic
def take_files_in(
    *,
    conversation: Conversation,
    files: Sequence[tuple[MeetingFile, Choices]],
    voices: Voices,
    by: User,
    one_may_have_two: bool = False,
    now: datetime | None = None,
) -> list[Taken]:
    """Bring files of a meeting into a conversation's record. What came before counts once.

    ``voices`` says who speaks under which name of the files; the conversation remembers it. Questions of
    a report come as lines of the chat. Raises MatchedTwice, ClockTooFar, CaptionsFull.
    """
    now = now or timezone.now()
    conversation = lock_conversation(conversation.pk)
    _remember(conversation, voices, one_may_have_two=one_may_have_two)
    taken = take_meetings_in(
        session=make_session_behind(conversation=conversation, by=by, now=now),
        files=[(replace(file, meeting=as_said(file.meeting)), choices) for file, choices in files],
        people={},
        by=by,
        now=now,
    )
    touch(conversation)
    return taken


@transaction.atomic
def match_voices(
    *,
    conversation: Conversation,
    voices: Voices,
    one_may_have_two: bool = False,
    now: datetime | None = None,
) -> None:
    """Say whose voices these are, or that they are nobody's again: the record is signed anew.

    The same again is quiet. Raises MatchedTwice.
    """
    now = now or timezone.now()
    conversation = lock_conversation(conversation.pk)
    if _remember(conversation, voices, one_may_have_two=one_may_have_two):
        session = session_behind(conversation)
        if session:
            carry_again(lock_session(session), now)
        touch(conversation)


def _remember(conversation: Conversation, voices: Voices, *, one_may_have_two: bool) -> bool:
    """Keep who has which voice; tells whether anything is other than before."""
    named = {label_of(name): person for name, person in voices.items()}
    if not one_may_have_two:
        _require_one_each(named)
    changed = []
    for person in conversation.participants.select_for_update().order_by("pk"):
        kept = [label for label in person.voices if label not in named]
        own = [label for label, chosen in named.items() if chosen and chosen.pk == person.pk]
        if kept + own != person.voices:
            person.voices = kept + own
            changed.append(person)
    ConversationParticipant.objects.bulk_update(changed, ["voices"])
    return bool(changed)


def _require_one_each(named: Voices) -> None:
    seen: dict[int, str] = {}
    for label, person in named.items():
        if person and person.pk in seen:
            raise MatchedTwice(person, seen[person.pk], label)
        if person:
            seen[person.pk] = label


def as_said(meeting: Meeting) -> Meeting:
    """In a conversation nobody votes on questions: what was asked in writing is a line of the chat, too."""
    lines = list(meeting.messages)
    for question in meeting.questions:
        lines.append(Message(name=question.asker, text=question.text, when=question.when, key=question.key))
        for place, answer in enumerate(question.answers):
            key = f"{question.key}:a{place}"[:60]
            lines.append(
                Message(name=answer.person, text=answer.text, when=answer.when or question.when, key=key)
            )
    return replace(meeting, messages=tuple(lines), questions=(), alike=())
