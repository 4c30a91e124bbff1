"""Telling people of what was done about them and what they wrote."""

from collections.abc import Collection
from datetime import datetime

from exchange.notices.actions.reading import mark_read
from exchange.notices.actions.telling import tell
from exchange.notices.models import NoticeReason
from exchange.people.models import Membership, MembershipRole, MembershipState, User
from forums.models import Act

# The kinds of things that forums tells of; forums.notices says them in words.
POST, ACT, MEMBERSHIP = "post", "act", "membership"


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


def posts_were_read(*, user: User, post_ids: Collection[int], now: datetime) -> int:
    """Whoever has read a post needs no notice of it any more: one write for all of them."""
    return mark_read(user=user, source=POST, ids=post_ids, now=now)
