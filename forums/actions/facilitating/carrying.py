"""What readers had noted of posts goes along when the posts move."""

from datetime import datetime

from forums.actions.facilitating.renumbering import Renumbering
from forums.models import Ranges, ReadState, Thread, Watch


def carry_reading(*, source: Thread, target: Thread, renumbering: Renumbering) -> None:
    """Whoever read the posts where they stood has read them where they stand."""
    there = {state.user_id: state for state in ReadState.objects.filter(thread=target)}
    new, changed = [], []
    for state in ReadState.objects.filter(thread=source).order_by("pk"):
        read = renumbering.carried(Ranges.of(state.ranges))
        if not read.pairs:
            continue
        known = there.get(state.user_id)
        if known is None:
            new.append(
                ReadState(user_id=state.user_id, thread=target, ranges=read.stored(), seen_at=state.seen_at)
            )
        else:
            known.ranges = Ranges.of(known.ranges).union(read).stored()
            changed.append(known)
    ReadState.objects.bulk_create(new, batch_size=500)
    ReadState.objects.bulk_update(changed, ["ranges"], batch_size=200)


def forget_reading(*, thread: Thread, of: Ranges, last: int) -> None:
    """Nobody has read, in this thread, what no longer stands in it."""
    changed: list[ReadState] = []
    empty: list[ReadState] = []
    for state in ReadState.objects.filter(thread=thread):
        before = Ranges.of(state.ranges)
        after = before.without(of).within(last)
        if after == before:
            continue
        state.ranges = after.stored()
        (changed if after.pairs else empty).append(state)
    ReadState.objects.bulk_update(changed, ["ranges"], batch_size=200)
    ReadState.objects.filter(pk__in=[state.pk for state in empty]).delete()


def scope_of(thread: Thread) -> str:
    return f"thread:{thread.pk}"


def carry_watches(*, source: Thread, target: Thread, now: datetime) -> None:
    """Whoever follows one thread follows the other as closely, unless they said something about it."""
    known = Watch.objects.filter(scope=scope_of(target)).values("user")
    Watch.objects.bulk_create(
        [
            Watch(user_id=watch.user_id, scope=scope_of(target), level=watch.level, set_at=now)
            for watch in Watch.objects.filter(scope=scope_of(source)).exclude(user__in=known)
        ],
        batch_size=500,
    )


def forget_carried_watches(*, thread: Thread, at: datetime) -> None:
    """Undo ``carry_watches``; whoever set their own since keeps it."""
    Watch.objects.filter(scope=scope_of(thread), set_at=at).delete()
