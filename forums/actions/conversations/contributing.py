"""Giving words to a round, changing them while it is open, taking them back, answering others' words."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.text import render
from forums.actions.conversations.bylines import byline_of
from forums.actions.conversations.carrying import carry_now
from forums.actions.conversations.changing import ConversationNotOpen, lock_round, touch
from forums.actions.conversations.recordings import SoundFile, keep_sound
from forums.actions.conversations.telling import tell_to_say_more
from forums.actions.conversations.turns import turn_goes_on
from forums.actions.posts import (
    PostChangedMeanwhile,
    PostEmpty,
    cleaned,
    locked,
    save_words,
    withdraw_post,
)
from forums.models import (
    Contribution,
    ContributionReaction,
    ContributionReactionKind,
    ConversationParticipant,
    Post,
    Round,
    Terms,
)

MOST_IN_A_ROUND = 40
A_MOMENT = timedelta(minutes=10)
"""Within it the same words are the same write: Back gives a browser its words again, with a new client_id."""


class RoundNotOpen(ActionError):
    message = _("This round is not open now. What you wrote is kept on this page: give it to a later round.")


class ListenersListen(ActionError):
    message = _("You take part as a listener. If you would like to speak, ask the host to change that.")
    status = 403


class NotInTheRoom(ActionError):
    message = _("Please take your place in the conversation first.")
    status = 403


class OtherTable(ActionError):
    message = _("This question is talked about at another table. Move there first.")


class TooManyContributions(ActionError):
    message = _("You have given much to this round already. Please leave room for the others.")
    status = 429


class VoiceIsAName(ActionError):
    message = _(
        "A voice is a name: a recording can be given only where words are attributed. Under these terms "
        "please type your words, or speak them into your keyboard."
    )
    status = 400


class NotYourContribution(ActionError):
    message = _("Only whoever gave it can change a contribution.")
    status = 403


class SpeakerForgotten(ActionError):
    message = _(
        "Who said these words has been forgotten here, so nobody can show that they are theirs. The link in "
        "a letter that asked you about them still takes them back; else tell a facilitator which they are."
    )
    status = 410


class NothingToAnswer(ActionError):
    code = "stale"
    message = _("These words have been taken back.")


@transaction.atomic
def contribute(
    *,
    round: Round,
    participant: ConversationParticipant,
    text: str,
    client_id: UUID,
    terms: str = "",
    sound: SoundFile | None = None,
    now: datetime | None = None,
) -> Contribution:
    """Give words to an open round; the same client_id again returns the first ones, and so do the same words.

    ``terms`` may be stricter than the conversation's, where it allows that. With a recording the words
    may be typed later. Raises RoundNotOpen, NotInTheRoom, ListenersListen, OtherTable, VoiceIsAName,
    TooManyContributions, and what a post is refused for.
    """
    now = now or timezone.now()
    round = lock_round(round.pk)
    earlier = Contribution.objects.filter(participant=participant, client_id=client_id).first()
    if earlier:
        return earlier
    require_to_speak(participant, round)
    held_to = round.conversation.terms_of(terms)
    if sound and held_to != Terms.ATTRIBUTED:
        raise VoiceIsAName
    text = _worded(text, may_be_empty=sound is not None)
    own = Contribution.objects.filter(round=round, participant=participant, withdrawn_at__isnull=True)
    again = None if sound else _said_a_moment_ago(own.filter(terms=held_to), text, now)
    if again:
        return again
    if own.count() >= MOST_IN_A_ROUND:
        raise TooManyContributions
    given = Contribution.objects.create(
        conversation=round.conversation,
        round=round,
        participant=participant,
        terms=held_to,
        text=text,
        client_id=client_id,
        given_at=now,
    )
    if held_to != Terms.CHATHAM_HOUSE:
        post = carry_now(given, text=text, now=now)
        if sound:
            given.audio = keep_sound(sound, post=post, by=participant.user, now=now)
            given.save(update_fields=["audio"])
    turn_goes_on(round, after=participant, now=now)
    touch(round.conversation)
    return given


def _said_a_moment_ago(own: QuerySet[Contribution], text: str, now: datetime) -> Contribution | None:
    """Of somebody's contributions to a round the one with these words, if it has just come."""
    recent = own.filter(given_at__gt=now - A_MOMENT).select_related("post").order_by("-pk")
    return next((one for one in recent if text == (one.post.source if one.post else one.text)), None)


def require_to_speak(participant: ConversationParticipant, round: Round) -> None:
    if participant.joined_at is None or participant.left_at:
        raise NotInTheRoom
    if participant.listens:
        raise ListenersListen
    if not (round.is_open and round.conversation.is_open):
        raise RoundNotOpen
    if round.table and participant.table != round.table and not participant.is_host:
        raise OtherTable


def _worded(text: str, *, may_be_empty: bool = False) -> str:
    """As it will be stored. Raises PostEmpty, PostTooLong."""
    if may_be_empty and not text.strip():
        return _t("A recording. Its words are still to be typed.")
    text = cleaned(text)
    if not render(text).plain:
        raise PostEmpty
    return text


@transaction.atomic
def change_contribution(
    *,
    contribution: Contribution,
    participant: ConversationParticipant,
    text: str,
    terms: str = "",
    seen_revision: int = 0,
    now: datetime | None = None,
) -> Contribution:
    """Change one's own words, or their terms, while the round is open. The same again is quiet.

    ``seen_revision`` is that of the post from which the form was made. Raises NotYourContribution,
    RoundNotOpen, PostEmpty, PostTooLong, PostChangedMeanwhile.
    """
    now = now or timezone.now()
    round = lock_round(contribution.round_id)
    given = _own(contribution, participant)
    if not (round.is_open and round.conversation.is_open):
        raise RoundNotOpen
    text = _worded(text)
    held_to = round.conversation.terms_of(terms or given.terms)
    post = given.post
    if given.audio_id and held_to != Terms.ATTRIBUTED:
        raise VoiceIsAName
    if post and held_to == Terms.CHATHAM_HOUSE:  # it waits for the close now, as if it had not been said
        given.post = None
        given.terms, given.text = held_to, text
        given.save(update_fields=["post", "terms", "text"])
        given.reactions.all().delete()  # their number would tell which words these were
        withdraw_post(post=post, now=now)
    elif post:
        given.terms = held_to
        given.save(update_fields=["terms"])
        _change_post(post, text, byline_of(participant, held_to), seen_revision, now)
    else:
        given.terms, given.text, given.round = held_to, text, round
        given.save(update_fields=["terms", "text"])
        if held_to != Terms.CHATHAM_HOUSE:
            carry_now(given, text=text, now=now)
    touch(round.conversation)
    return given


def _change_post(post: Post, text: str, byline: str, seen_revision: int, now: datetime) -> None:
    thread, post = locked(post)
    if post.source != text:
        if seen_revision and post.revision != seen_revision:
            raise PostChangedMeanwhile
        post = save_words(thread=thread, post=post, text=text, saved_by=None, now=now)
    if post.byline != byline:
        post.byline = byline
        post.save(update_fields=["byline"])


def _own(contribution: Contribution, participant: ConversationParticipant) -> Contribution:
    given = Contribution.objects.select_related("post").get(pk=contribution.pk)
    if given.participant_id != participant.pk or given.withdrawn_at:
        raise NotYourContribution
    return given


@transaction.atomic
def withdraw_contribution(
    *, contribution: Contribution, participant: ConversationParticipant, now: datetime | None = None
) -> None:
    """Take one's own words back, at any time while it is known whose they are; doing it twice is quiet.

    They go out of the record, of what was quoted of them and of what was published. Raises
    NotYourContribution.
    """
    now = now or timezone.now()
    round = lock_round(contribution.round_id)
    own = Contribution.objects.filter(participant=participant, pk=contribution.pk)
    if own.filter(withdrawn_at__isnull=False).exists():
        return
    given = _own(contribution, participant)
    given.text, given.withdrawn_at = "", now
    given.save(update_fields=["text", "withdrawn_at"])
    if given.post:
        withdraw_post(post=given.post, now=now)
    touch(round.conversation)


@transaction.atomic
def react_to(
    *,
    post: Post,
    participant: ConversationParticipant,
    kind: ContributionReactionKind,
    on: bool,
    now: datetime | None = None,
) -> None:
    """Say of somebody's words what they are to oneself, or take that back; doing it twice is quiet.

    Listeners may. Raises NotInTheRoom, NothingToAnswer, ConversationNotOpen.
    """
    now = now or timezone.now()
    if participant.joined_at is None or participant.left_at:
        raise NotInTheRoom
    given = Contribution.objects.select_related("conversation").filter(post=post).first()
    if given is None or given.withdrawn_at or not post.is_visible:
        raise NothingToAnswer
    if not given.conversation.is_open:
        raise ConversationNotOpen
    if on:
        _reaction, is_new = ContributionReaction.objects.get_or_create(
            contribution=given, participant=participant, kind=kind, defaults={"reacted_at": now}
        )
        if is_new and kind == ContributionReactionKind.SAY_MORE:
            tell_to_say_more(given, now=now)
    else:
        ContributionReaction.objects.filter(contribution=given, participant=participant, kind=kind).delete()
    touch(given.conversation)
