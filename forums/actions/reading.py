"""Which posts somebody has read: exact, in one row for each person and thread."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection, models, transaction
from django.db.models import Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from exchange.people.models import User
from forums.actions.telling import posts_were_read, threads_were_read
from forums.models import Ranges, ReadState, Thread
from forums.queries.reading import read_by, reader_of


@transaction.atomic
def mark_posts_read(
    *, user: User, thread: Thread, numbers: Iterable[int] | Ranges, now: datetime | None = None
) -> Ranges:
    """Add these numbers to what somebody has read in a thread; returns all of it.

    Numbers that the thread does not have are left out. Two phones at once lose nothing: each merges
    under the row's lock.
    """
    more = numbers if isinstance(numbers, Ranges) else Ranges().with_numbers(numbers)
    more = Ranges.of((max(first, 1), last) for first, last in more.pairs if last >= 1)
    now = now or timezone.now()
    state = _locked_state(user, thread, now)
    read = Ranges.of(state.ranges).union(more.within(thread.last_post_number))
    if read.stored() != state.ranges:
        state.ranges, state.seen_at = read.stored(), now
        state.save(update_fields=["ranges", "seen_at"])
    posts_were_read(user=user, thread=thread, read=read, now=now or timezone.now())
    return read


def _locked_state(user: User, thread: Thread, now: datetime) -> ReadState:
    """The row, locked. A new one begins with what was over before the person came."""
    states = ReadState.objects.select_for_update()
    state = states.filter(user=user, thread=thread).first()
    if state is None:
        begun = read_by(reader_of(user, thread), thread)
        state, _is_new = states.get_or_create(
            user=user, thread=thread, defaults={"ranges": begun.stored(), "seen_at": now}
        )
    return state


def mark_own_post_read(*, user: User, thread: Thread, number: int, now: datetime) -> None:
    """What one writes, one has read. Call it before the thread's ``last_posted_at`` moves."""
    state = _locked_state(user, thread, now)
    state.ranges = Ranges.of(state.ranges).with_numbers([number]).stored()
    state.seen_at = now
    state.save(update_fields=["ranges", "seen_at"])


@transaction.atomic
def mark_all_read(*, user: User, threads: models.QuerySet[Thread], now: datetime | None = None) -> None:
    """Mark everything in some threads (a board's, or all that the user may see) as read: one statement."""
    now = now or timezone.now()
    last = Cast("last_post_number", models.TextField())
    all_of_it = Concat(Value("[[1,"), last, Value("]]"), output_field=models.TextField())
    rows = (
        threads.order_by()
        .annotate(
            of_user=Value(user.pk, models.BigIntegerField()),
            all_of_it=Cast(all_of_it, models.JSONField()),
            at=Value(now, models.DateTimeField()),
        )
        .filter(last_post_number__gt=0)
        .values_list("of_user", "pk", "all_of_it", "at")
    )
    select, params = rows.query.sql_with_params()
    table = connection.ops.quote_name(ReadState._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (user_id, thread_id, ranges, seen_at) {select} "
            "ON CONFLICT (user_id, thread_id) "
            "DO UPDATE SET ranges = excluded.ranges, seen_at = excluded.seen_at",
            params,
        )
    threads_were_read(user=user, threads=threads, now=now)
