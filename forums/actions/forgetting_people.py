"""Somebody closes their account: their name leaves conversations, sessions and all that is signed with it.

The words stay where they were said for others, as those of a former participant; whoever wants them gone
takes them back first. What they were asked and did not answer is a no: nobody is there any more to say it.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import uuid4

from django.db.models import Q
from django.utils.translation import gettext as _

from casestudies.actions.credits import take_credit_out
from exchange.people.models import User
from forums.actions.consents.answering import decline
from forums.actions.conversations.bylines import byline_of
from forums.actions.conversations.changing import lock_conversation, touch
from forums.actions.live.following_imports import carry_again
from forums.actions.live.log import append_event, lock_session
from forums.actions.live.unnamed import NAMELESS
from forums.actions.posts import locked
from forums.actions.refreezing import sign_anew
from forums.models import (
    ConsentRequest,
    ConsentState,
    ConversationParticipant,
    EventKind,
    LiveSession,
    Minute,
    Participant,
    Post,
    PostKind,
    Question,
    Quotation,
    Round,
    Terms,
)
from forums.queries.sealed import speakers_of


def forget_person(user: User, now: datetime) -> None:
    """Take the name of somebody out of all that forums hold, before their account goes."""
    _answer_no(user, now)
    for seat in ConversationParticipant.objects.filter(user=user).order_by("pk"):
        _leave_conversation(seat, now)
    for person in Participant.objects.filter(user=user).order_by("pk"):
        _leave_session(person, now)
    _sign(_noted_by(user), {user.display_name})
    _sign(Post.objects.filter(author=user), {user.byline})
    take_credit_out(name=user.byline)


def _answer_no(user: User, now: datetime) -> None:
    """Whatever else silence would have meant."""
    own = Q(user=user) | Q(participant__user=user)
    for request in ConsentRequest.objects.filter(own, state=ConsentState.WAITING).order_by("pk"):
        decline(request=request, now=now)


# Conversations ------------------------------------------------------------------------------------
def _leave_conversation(seat: ConversationParticipant, now: datetime) -> None:
    conversation = lock_conversation(seat.conversation_id)
    signed = {byline_of(seat, terms) for terms in (Terms.ATTRIBUTED, Terms.ROLE)}
    said = Post.objects.filter(
        thread__conversation=conversation, kind__in=(PostKind.CONTRIBUTION, PostKind.SPEECH)
    )
    speakers = speakers_of(said)
    own = [post for post in said if post.pk in speakers and speakers[post.pk].pk == seat.pk]
    seat.name, seat.affiliation, seat.role, seat.municipality_code = _former(), "", "", ""
    seat.voices, seat.link_nonce, seat.left_at = [], "", seat.left_at or now
    seat.save()
    Round.objects.filter(turn_of=seat).update(turn_of=None, turn_began_at=None)
    touch(conversation)
    for session in LiveSession.objects.filter(conversation=conversation).order_by("pk"):
        carry_again(lock_session(session), now)  # what was brought from elsewhere, under other voices
    _sign(own, signed)


def _former() -> str:
    return str(_("A former participant"))


# Sessions -----------------------------------------------------------------------------------------
def _leave_session(person: Participant, now: datetime) -> None:
    """Their row stays as a guest's who has no name, for what they asked and how they voted counts on."""
    session = lock_session(person.session)
    signed = {person.record_name} - {""}
    for name, value in NAMELESS.items():
        setattr(person, name, value)
    person.user, person.guest_key = None, uuid4()
    person.save()
    questions = list(Question.objects.filter(asker=person).order_by("pk"))
    _sign(Post.objects.filter(question__asker=person), signed)
    append_event(session=session, kind=EventKind.ASKER_CHANGED, questions=questions, now=now)
    carry_again(session, now)


def _noted_by(user: User) -> list[Post]:
    """Answers and minutes whose byline says who noted them."""
    minutes = Minute.objects.filter(noted_by=user).exclude(post=None).values("post")
    answers = Question.objects.filter(answered_by=user).exclude(answer_post=None).values("answer_post")
    return list(Post.objects.filter(pk__in=minutes) | Post.objects.filter(pk__in=answers))


# Signing ------------------------------------------------------------------------------------------
def _sign(posts: Iterable[Post], signed: set[str]) -> None:
    """Where one of these lines stands under a post or a quotation of it, nobody is named any more."""
    for post in list(posts):
        for line in signed:
            if line and line in post.byline:
                _thread, post = locked(post)
                post.byline = post.byline.replace(line, _former())
                post.save(update_fields=["byline"])
        for quotation in Quotation.objects.filter(revision__post=post, withdrawn_at__isnull=True).order_by(
            "pk"
        ):
            for line in signed:
                if line and line in quotation.attribution:
                    sign_anew(quotation=quotation, attribution=quotation.attribution.replace(line, _former()))
