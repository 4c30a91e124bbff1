"""Telling people of what was done about them and what they wrote."""

from datetime import datetime

from django.db import models

from exchange.notices.actions.reading import mark_read
from exchange.notices.actions.telling import tell
from exchange.notices.models import Notice, NoticeReason
from exchange.people.models import Membership, MembershipRole, MembershipState, User
from forums.models import Act, Post, Ranges, Thread

# The kinds of things that forums tells of; forums.notices says them in words.
POST, ACT, MEMBERSHIP, QUESTION = "post", "act", "membership", "question"
OWNED_QUESTION = "owned_question"
CONSENT, CONSENT_ANSWER = "consent", "consent_answer"


def tell_person(*, user: User, act: Act) -> None:
    """Tell somebody what a facilitator did, and why. Who did it is not told of it."""
    if user.pk != act.by_id:
        tell(
            recipient_ids=[user.pk],
            reason=NoticeReason.ABOUT_YOU,
            source=ACT,
            source_id=act.pk,
            now=act.done_at,
        )


def tell_about_act(act: Act) -> None:
    """Tell whom an act concerns: the person it was about, or who wrote the post or opened the thread."""
    person = (
        act.person
        or (act.membership and act.membership.user)
        or (act.post and act.post.author)
        or (act.thread and not act.post and act.thread.opened_by)
    )
    if person:
        tell_person(user=person, act=act)


def tell_about_membership(membership: Membership) -> None:
    """Tell of a request its network's facilitators; of an invitation or an answer the person.

    A second request is told again.
    """
    if membership.state == MembershipState.ASKED:
        standing = Membership.objects.standing().filter(
            network=membership.network_id, role=MembershipRole.FACILITATOR
        )
        recipients = list(standing.values_list("user", flat=True))
    else:
        recipients = [membership.user_id]
    tell(
        recipient_ids=recipients,
        reason=NoticeReason.ABOUT_YOU,
        source=MEMBERSHIP,
        source_id=membership.pk,
        now=membership.since,
        again=True,
    )


def posts_were_read(*, user: User, thread: Thread, read: Ranges, now: datetime) -> None:
    """Whoever has read a post needs no notice of it any more. One write, and none where there is none."""
    told = _told_of(user).filter(thread=thread).values_list("pk", "number")
    ids = [pk for pk, number in told if number in read]
    if ids:
        mark_read(user=user, source=POST, ids=ids, now=now)


def threads_were_read(*, user: User, threads: models.QuerySet[Thread], now: datetime) -> None:
    """The same, of whole threads."""
    ids = list(_told_of(user).filter(thread__in=threads.order_by()).values_list("pk", flat=True))
    if ids:
        mark_read(user=user, source=POST, ids=ids, now=now)


def _told_of(user: User) -> models.QuerySet[Post]:
    """The posts of somebody's unread notices."""
    unread = Notice.objects.unread().filter(recipient=user, source=POST)
    told: models.QuerySet[Post] = Post.objects.filter(pk__in=unread.values("source_id"))
    return told
