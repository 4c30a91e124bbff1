"""Reminding people of a question that nobody has answered, once."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.errors import ActionError
from exchange.notices.actions.telling import tell
from exchange.notices.models import NoticeReason
from exchange.people.models import Membership, MembershipRole, User
from exchange.work import job
from forums.actions.changes import lock_thread
from forums.actions.facilitating.acts import keep_act
from forums.actions.telling import ACT
from forums.models import Act, ActKind, Post, PostState, Thread, ThreadKind, WatchLevel
from forums.queries.audience import readers_among
from forums.queries.following import levels_of

WAITS = timedelta(days=3)
NOT_AFTER = timedelta(days=30)
MOST_AT_ONCE = 100


class NudgedAlready(ActionError):
    message = gettext_lazy(
        "People were reminded of this thread before. More would not help it; ask somebody by name."
    )


def nudge_thread(*, thread: Thread, by: User | None, now: datetime | None = None) -> Act:
    """Remind who follows the thread and who facilitates there that it waits. Raises NudgedAlready."""
    now = now or timezone.now()
    with transaction.atomic():
        thread = lock_thread(thread.pk)
        if thread.nudged_at is not None:
            raise NudgedAlready
        thread.nudged_at = now
        thread.save(update_fields=["nudged_at"])
        act = keep_act(kind=ActKind.NUDGE, by=by, thread=thread, reason=_("It waits for an answer."), now=now)
        followers = {
            user_id for user_id, level in levels_of(thread).items() if level == WatchLevel.EVERY_POST
        }
        told = readers_among(thread, followers | _facilitators(thread), now=now)
        told -= {by.pk if by else None, thread.opened_by_id}
        tell(recipient_ids=told, reason=NoticeReason.WATCHED, source=ACT, source_id=act.pk, now=now)
    return act


def _facilitators(thread: Thread) -> set[int]:
    if thread.network_id:
        there = Membership.objects.standing().filter(
            network=thread.network_id, role=MembershipRole.FACILITATOR
        )
        return set(there.values_list("user", flat=True))
    return set(User.objects.filter(is_active=True, is_facilitator=True).values_list("pk", flat=True))


def waiting_threads(now: datetime) -> list[Thread]:
    """Questions that nobody but their author has said anything about for days, and not for ever."""
    answered = Post.objects.filter(thread=OuterRef("pk"), state=PostState.VISIBLE).exclude(
        Q(author=OuterRef("opened_by")) | Q(number=1)
    )
    threads = Thread.objects.filter(
        ~Exists(answered),
        state="visible",
        kind=ThreadKind.QUESTION,
        opened_at__lte=now - WAITS,
        opened_at__gt=now - NOT_AFTER,
        nudged_at__isnull=True,
        locked_at__isnull=True,
        archived_at__isnull=True,
        answer__isnull=True,
    )
    return list(threads.order_by(F("opened_at"), "pk")[:MOST_AT_ONCE])


@job()
def nudge_waiting_threads() -> None:
    """What the schedule calls each morning."""
    now = timezone.now()
    for thread in waiting_threads(now):
        nudge_thread(thread=thread, by=None, now=now)
