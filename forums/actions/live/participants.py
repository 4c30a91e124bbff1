"""Joining a live session, as a member or as a guest."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.actions.consents import record_consents
from exchange.people.models import ConsentPurpose, User
from forums.actions.live.log import append_event, lock_session
from forums.models import EventKind, LiveSession, Participant, Question, SentWrite, Vote


class ConsentMissing(ActionError):
    message = _("To take part, please agree that what you write is kept. You can withdraw it later.")
    status = 400


class GuestsNotAllowed(ActionError):
    message = _("This session is for members. Please log in or make an account, then join again.")
    status = 403


class AnonymityNotAllowed(ActionError):
    message = _("In this session everyone takes part by name. Please join with your name.")
    status = 400


def setting_of(session: LiveSession) -> str:
    """The name of a session in a record of consent."""
    return f"live:{session.slug}"


@transaction.atomic
def join_session(
    *,
    session: LiveSession,
    consents: Mapping[str, bool],
    user: User | None = None,
    guest_name: str = "",
    guest_key: UUID | None = None,
    is_anonymous: bool = False,
    now: datetime | None = None,
) -> Participant:
    """Make a member or a guest a participant, and keep what they consented to.

    ``guest_key`` is made by the guest's page, so that a form sent twice makes one guest.
    Joining again as a member changes the answers given before, and a name goes from the room or
    comes back to it. ``consents`` maps each ConsentPurpose to yes or no. Raises ConsentMissing,
    GuestsNotAllowed, AnonymityNotAllowed.
    """
    now = now or timezone.now()
    if not consents.get(ConsentPurpose.TAKE_PART):
        raise ConsentMissing
    if user is None and not session.allows_guests:
        raise GuestsNotAllowed
    if is_anonymous and not session.allows_anonymous:
        raise AnonymityNotAllowed
    answers = {
        "guest_name": "" if user else guest_name,
        "is_anonymous": is_anonymous,
        "may_be_quoted": bool(consents.get(ConsentPurpose.BE_QUOTED)),
        "may_be_named": bool(consents.get(ConsentPurpose.BE_NAMED)) and not is_anonymous,
    }
    earlier = Participant.objects.filter(session=session, user=user).first() if user else None
    if earlier and earlier.is_anonymous != is_anonymous:
        session = lock_session(session)
        asked = list(Question.objects.filter(asker=earlier))
        if asked:
            append_event(session=session, kind=EventKind.ASKER_CHANGED, questions=asked, now=now)
    if user is not None:
        participant, _created = Participant.objects.update_or_create(
            session=session, user=user, defaults=answers, create_defaults={**answers, "joined_at": now}
        )
    else:
        participant, is_new = Participant.objects.get_or_create(
            session=session, guest_key=guest_key or uuid4(), defaults={**answers, "joined_at": now}
        )
        if not is_new:
            return participant
    record_consents(
        answers=consents,
        setting=setting_of(session),
        user=user,
        guest_key=participant.guest_key,
        now=now,
    )
    return participant


def guest_of(session: LiveSession, guest_key: UUID) -> Participant | None:
    return Participant.objects.filter(session=session, guest_key=guest_key).select_related("user").first()


@transaction.atomic
def merge_guest(*, guest: Participant, user: User, now: datetime | None = None) -> Participant:
    """Fold a guest into the member that turned out to be behind it: questions, votes, anonymity.

    A question both had voted for loses one vote. Anonymity and the narrower consent win: no
    question that was asked anonymously gets a name by logging in.
    """
    now = now or timezone.now()
    session = lock_session(guest.session)
    member, _created = Participant.objects.get_or_create(
        session=session,
        user=user,
        defaults={
            "is_anonymous": guest.is_anonymous,
            "may_be_quoted": guest.may_be_quoted,
            "may_be_named": False,
            "joined_at": guest.joined_at,
        },
    )
    if guest.is_anonymous:
        Question.objects.filter(asker=guest).update(is_anonymous=True)
    counted_twice = Vote.objects.filter(voter=guest, question__votes__voter=member)
    touched = list(Question.objects.filter(votes__in=counted_twice))
    Vote.objects.filter(pk__in=list(counted_twice.values_list("pk", flat=True))).delete()
    for question in touched:
        question.vote_count = question.votes.count()
        question.save(update_fields=["vote_count"])
    asked = list(Question.objects.filter(asker=guest))
    Vote.objects.filter(voter=guest).update(voter=member)
    Question.objects.filter(asker=guest).update(asker=member)
    SentWrite.objects.filter(participant=guest).exclude(
        client_id__in=member.sent_writes.values("client_id")
    ).update(participant=member)
    member.may_be_quoted = member.may_be_quoted and guest.may_be_quoted
    member.may_be_named = member.may_be_named and guest.may_be_named
    member.save(update_fields=["may_be_quoted", "may_be_named"])
    guest.delete()
    if touched or asked:
        changed = dict.fromkeys([*touched, *asked])  # a guest may have voted for a question of their own
        append_event(session=session, kind=EventKind.ASKER_CHANGED, questions=changed, now=now)
    return member
