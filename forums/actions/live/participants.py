"""Joining a live session, as a member or as a guest, and changing what one said then."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.actions.consents import record_consents
from exchange.people.models import ConsentPurpose, User
from forums.actions.live.bursts import address_key, note_arrival
from forums.actions.live.hands import hand_over
from forums.actions.live.log import append_event, lock_session
from forums.actions.live.poll_answers import hand_answers_over
from forums.actions.live.record import sign_speech_anew
from forums.actions.live.unnamed import appearance_under_terms
from forums.actions.live.votes import recount, voted_on_by
from forums.actions.posts import locked
from forums.models import EventKind, LivePart, LiveSession, Participant, Question, SentWrite, Vote


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
    municipality_code: str = "",
    address: str = "",
    now: datetime | None = None,
) -> Participant:
    """Make a member or a guest a participant, and keep what they consented to.

    ``guest_key`` is made by the guest's page, so that a form sent twice makes one guest. Joining again
    as a member changes the answers given before. ``consents`` maps each ConsentPurpose to yes or no.
    ``address`` is where a guest comes from: many at once from one are kept out of the order
    (``bursts``); it is not kept. Raises ConsentMissing, GuestsNotAllowed, AnonymityNotAllowed.
    """
    now = now or timezone.now()
    answers = _answers(session, consents, "" if user else guest_name, is_anonymous, municipality_code)
    if user is None and not session.allows_guests:
        raise GuestsNotAllowed
    if user is not None:
        earlier = Participant.objects.filter(session=session, user=user).select_related("user").first()
        if earlier:
            return _change(earlier, session, answers, consents, now)
        participant, _created = Participant.objects.get_or_create(
            session=session, user=user, defaults={**answers, "joined_at": now}
        )
    else:
        place = address_key(session, address)
        participant, is_new = Participant.objects.get_or_create(
            session=session,
            guest_key=guest_key or uuid4(),
            defaults={**answers, "joined_at": now, "address_key": place},
        )
        if not is_new:
            return participant
        note_arrival(guest=participant, now=now)
    _record(participant, session, consents, now)
    return participant


@transaction.atomic
def change_participation(
    *,
    participant: Participant,
    consents: Mapping[str, bool],
    guest_name: str = "",
    is_anonymous: bool = False,
    municipality_code: str = "",
    now: datetime | None = None,
) -> Participant:
    """Change what somebody said at joining: how they appear, and what they agree to.

    A name goes from the room, or comes back to it, and the posts of a closed session are signed
    anew. Raises ConsentMissing, AnonymityNotAllowed.
    """
    session = participant.session
    name = "" if participant.user_id else guest_name
    answers = _answers(session, consents, name, is_anonymous, municipality_code)
    return _change(participant, session, answers, consents, now or timezone.now())


def _answers(
    session: LiveSession,
    consents: Mapping[str, bool],
    guest_name: str,
    is_anonymous: bool,
    municipality_code: str,
) -> dict[str, Any]:
    if not consents.get(ConsentPurpose.TAKE_PART):
        raise ConsentMissing
    if is_anonymous and not session.allows_anonymous:
        raise AnonymityNotAllowed
    answers = {
        "guest_name": guest_name,
        "is_anonymous": is_anonymous,
        "municipality_code": municipality_code,
        "may_be_quoted": bool(consents.get(ConsentPurpose.BE_QUOTED)),
        "may_be_named": bool(consents.get(ConsentPurpose.BE_NAMED)) and not is_anonymous,
    }
    return appearance_under_terms(session, answers)


SEEN_BY_THE_ROOM = ("guest_name", "is_anonymous", "municipality_code")


def _change(
    participant: Participant,
    session: LiveSession,
    answers: Mapping[str, Any],
    consents: Mapping[str, bool],
    now: datetime,
) -> Participant:
    is_seen = any(getattr(participant, name) != answers[name] for name in SEEN_BY_THE_ROOM)
    if is_seen:
        session = lock_session(session)
    for name, value in answers.items():
        setattr(participant, name, value)
    participant.save(update_fields=list(answers))
    _record(participant, session, consents, now)
    asked = list(Question.objects.filter(asker=participant).with_people().select_related("post"))
    for question in asked:
        if question.post and question.post.byline != question.record_byline:
            _thread, post = locked(question.post)
            post.byline = question.record_byline
            post.save(update_fields=["byline"])
    sign_speech_anew(participant)
    if is_seen and asked:
        append_event(session=session, kind=EventKind.ASKER_CHANGED, questions=asked, now=now)
    return participant


def _record(
    participant: Participant, session: LiveSession, consents: Mapping[str, bool], now: datetime
) -> None:
    record_consents(
        answers=consents,
        setting=setting_of(session),
        user=participant.user,
        guest_key=participant.guest_key,
        now=now,
    )


def guest_of(session: LiveSession, guest_key: UUID) -> Participant | None:
    return Participant.objects.filter(session=session, guest_key=guest_key).select_related("user").first()


@transaction.atomic
def merge_guest(*, guest: Participant, user: User, now: datetime | None = None) -> Participant:
    """Fold a guest into the member that turned out to be behind it: questions, votes, anonymity.

    A question both had voted for loses one vote; a vote that did not count as a guest's counts as the
    member's. Anonymity and the narrower consent win: no question that was asked anonymously gets a
    name by logging in, and whoever was blocked stays so.
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
    voted_on = voted_on_by([guest.pk])
    Vote.objects.filter(pk__in=list(counted_twice.values_list("pk", flat=True))).delete()
    Vote.objects.filter(voter=guest).update(voter=member)
    has_asked = bool(Question.objects.filter(asker=guest).update(asker=member))
    SentWrite.objects.filter(participant=guest).exclude(
        client_id__in=member.sent_writes.values("client_id")
    ).update(participant=member)
    hands = hand_over(guest=guest, member=member, now=now)
    member.may_be_quoted = member.may_be_quoted and guest.may_be_quoted
    member.may_be_named = member.may_be_named and guest.may_be_named
    comes_from = member.municipality_code or guest.municipality_code
    is_seen = has_asked or member.municipality_code != comes_from
    member.municipality_code = comes_from
    if guest.blocked_at and not member.blocked_at:
        member.blocked_at, member.blocked_reason = guest.blocked_at, guest.blocked_reason
    member.save(
        update_fields=["may_be_quoted", "may_be_named", "municipality_code", "blocked_at", "blocked_reason"]
    )
    polls = hand_answers_over(guest=guest, member=member)
    guest.delete()
    touched = recount(voted_on)
    # With each stands where its asker is from, and how often they asked before: the member's own change too.
    asked = list(Question.objects.filter(asker=member)) if is_seen else []
    if touched or asked or hands or polls:
        changed = dict.fromkeys([*touched, *asked])  # a guest may have voted for a question of their own
        append_event(
            session=session,
            kind=EventKind.ASKER_CHANGED,
            questions=changed,
            touched={LivePart.HANDS: hands, LivePart.POLLS: polls},
            now=now,
        )
    return member
