"""Inviting people, with an account or without one; their coming, leaving, and changing places."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.actions.consents import record_consents
from exchange.people.models import ConsentPurpose, User
from forums.actions.conversations.bylines import byline_of
from forums.actions.conversations.changing import lock_conversation, touch
from forums.actions.conversations.telling import tell_of_invitation
from forums.actions.posts import locked
from forums.models import (
    Contribution,
    Conversation,
    ConversationContact,
    ConversationParticipant,
    Round,
    Terms,
)
from forums.queries.conversations.people import tables_of

MOST_PEOPLE = 300
KEPT_FOR = timedelta(days=365)
"""How long an address is kept: a summary may still have to ask whether words may be quoted."""

NAMESPACE = UUID("3c1f9b1e-6a55-4d8e-8a5a-1e6b8f1f4a90")


class AlreadyInvited(ActionError):
    message = _("This person has been invited already.")


class TooManyPeople(ActionError):
    message = _("A conversation can have %(limit)s people. Please divide it.")

    def __init__(self) -> None:
        super().__init__(self.message % {"limit": MOST_PEOPLE})


class NameMissing(ActionError):
    message = _("Please give the name of somebody who has no account here.")
    status = 400


class ConsentMissing(ActionError):
    message = _("To take part, please agree that what you say is kept under these terms.")
    status = 400


class TookPartAlready(ActionError):
    message = _("With your account you take part in this conversation already.")


class NoSuchTable(ActionError):
    message = _("There is no such table in this conversation.")
    status = 400


class LastHost(ActionError):
    message = _("A conversation needs a host. Make somebody else its host first.")


@transaction.atomic
def invite_participant(
    *,
    conversation: Conversation,
    user: User | None = None,
    name: str = "",
    email: str = "",
    now: datetime | None = None,
    **fields: Any,
) -> ConversationParticipant:
    """Invite a member, or somebody by name, to whose address their own link is sent.

    ``fields`` are fields of the participant. Raises AlreadyInvited, NameMissing, TooManyPeople.
    """
    now = now or timezone.now()
    conversation = lock_conversation(conversation.pk)
    if not user and not name:
        raise NameMissing
    earlier = _earlier(conversation, user, email)
    if earlier and earlier.left_at is None:
        raise AlreadyInvited
    if conversation.participants.count() >= MOST_PEOPLE:
        raise TooManyPeople
    values = {
        "name": name or str(user),
        "affiliation": str(user.organisation or "") if user else "",
        "role": user.role_line[:120] if user else "",
        "municipality_code": user.municipality_code if user else "",
        "link_nonce": "" if user else _new_nonce(),
        **{key: value for key, value in fields.items() if value},
    }
    if earlier:
        participant = earlier
        for key, value in {**values, "left_at": None, "invited_at": now}.items():
            setattr(participant, key, value)
        participant.save()
    else:
        participant = ConversationParticipant.objects.create(
            conversation=conversation, user=user, invited_at=now, **values
        )
    _note_address(participant, email, now)
    tell_of_invitation(participant, now=now)
    touch(conversation)
    return participant


def _note_address(participant: ConversationParticipant, email: str, now: datetime) -> None:
    """Where somebody without an account is written to; another address takes the place of the first."""
    if email and not participant.user_id:
        ConversationContact.objects.update_or_create(
            participant=participant,
            defaults={"email": email, "delete_on": timezone.localdate(now + KEPT_FOR)},
        )


def _earlier(conversation: Conversation, user: User | None, email: str) -> ConversationParticipant | None:
    if user:
        return ConversationParticipant.objects.filter(conversation=conversation, user=user).first()
    known = ConversationContact.objects.filter(participant__conversation=conversation, email__iexact=email)
    found = known.select_related("participant").first() if email else None
    return found.participant if found else None


def _new_nonce() -> str:
    return secrets.token_urlsafe(9)


@transaction.atomic
def renew_link(
    *, participant: ConversationParticipant, now: datetime | None = None
) -> ConversationParticipant:
    """Another link for somebody without an account: the old one is dead. It is sent where they are known."""
    participant.link_nonce = _new_nonce()
    participant.save(update_fields=["link_nonce"])
    tell_of_invitation(participant, now=now or timezone.now())
    return participant


@transaction.atomic
def change_participant(
    *,
    participant: ConversationParticipant,
    fields: Mapping[str, Any],
    email: str = "",
    now: datetime | None = None,
) -> ConversationParticipant:
    """Change what is known of somebody; the words that they signed are signed anew. ``email`` is where
    somebody without an account is written to from now on. Raises LastHost."""
    conversation = lock_conversation(participant.conversation_id)
    was_host = participant.is_host
    for name, value in fields.items():
        setattr(participant, name, value)
    if was_host and not participant.is_host:
        _require_another_host(participant)
    participant.save(update_fields=list(fields))
    _note_address(participant, email, now or timezone.now())
    _sign_anew(participant)
    touch(conversation)
    return participant


def _sign_anew(participant: ConversationParticipant) -> None:
    signed = Contribution.objects.filter(participant=participant, post__isnull=False)
    for given in signed.exclude(terms=Terms.CHATHAM_HOUSE).select_related("post"):
        assert given.post, "the filter says so"  # noqa: S101 - narrows the type
        byline = byline_of(participant, given.terms)
        if given.post.is_visible and given.post.byline != byline:
            _thread, post = locked(given.post)
            post.byline = byline
            post.save(update_fields=["byline"])


def _require_another_host(participant: ConversationParticipant) -> None:
    others = ConversationParticipant.objects.filter(
        conversation=participant.conversation_id, part="host", left_at=None
    )
    if not others.exclude(pk=participant.pk).exists():
        raise LastHost


@transaction.atomic
def take_out(*, participant: ConversationParticipant, now: datetime | None = None) -> None:
    """Somebody is no longer in the conversation; what they said stays. Their link is dead.

    Doing it twice is quiet. Raises LastHost.
    """
    now = now or timezone.now()
    conversation = lock_conversation(participant.conversation_id)
    if participant.left_at:
        return
    if participant.is_host:
        _require_another_host(participant)
    participant.left_at, participant.link_nonce = now, ""
    participant.save(update_fields=["left_at", "link_nonce"])
    Round.objects.filter(turn_of=participant).update(turn_of=None, turn_began_at=None)
    touch(conversation)


@transaction.atomic
def join_conversation(
    *,
    participant: ConversationParticipant,
    agrees: bool,
    user: User | None = None,
    now: datetime | None = None,
) -> ConversationParticipant:
    """Somebody takes their place and agrees to the terms. Doing it twice is quiet.

    A member who came by the link of somebody without an account takes part with theirs from then on.
    Raises ConsentMissing, TookPartAlready.
    """
    now = now or timezone.now()
    conversation = lock_conversation(participant.conversation_id)
    if not agrees:
        raise ConsentMissing
    if user and participant.user_id is None:
        if ConversationParticipant.objects.filter(conversation=conversation, user=user).exists():
            raise TookPartAlready
        participant.user, participant.link_nonce = user, ""
    participant.joined_at = participant.joined_at or now
    participant.save(update_fields=["user", "link_nonce", "joined_at"])
    record_consents(
        answers={ConsentPurpose.TAKE_PART: True},
        setting=f"conversation:{conversation.slug}"[:100],
        user=participant.user,
        guest_key=None if participant.user_id else uuid5(NAMESPACE, participant.public_id),
        now=now,
    )
    touch(conversation)
    return participant


@transaction.atomic
def sit_at(*, participant: ConversationParticipant, table: str) -> None:
    """Move to another table. Raises NoSuchTable."""
    conversation = lock_conversation(participant.conversation_id)
    if table not in tables_of(conversation):
        raise NoSuchTable
    participant.table = table
    participant.save(update_fields=["table"])
    Round.objects.filter(turn_of=participant).exclude(table__in=["", table]).update(
        turn_of=None, turn_began_at=None
    )
    touch(conversation)
