"""A thread changed: pages that are open on it hear that, and fetch what they may see."""

from django.db import transaction

from exchange.live import bell
from forums.live.groups import thread_room
from forums.models import Thread


def lock_thread(thread_id: int) -> Thread:
    """The thread's row, locked until the transaction ends. Always taken before a post's.

    Numbers, states and counts of its posts change only under this lock.
    """
    return Thread.objects.select_for_update().select_related(None).get(pk=thread_id)


def save_change(thread: Thread, *fields: str) -> None:
    """Save these fields of a locked thread, move its ``change_seq``, and ring after the commit."""
    thread.change_seq += 1
    thread.save(update_fields=[*fields, "change_seq"])
    room, seq = thread_room(thread.pk), thread.change_seq

    def ring() -> None:  # no partial: Django asks a robust callback that failed for its name
        bell.ring([room], seq)

    transaction.on_commit(ring, robust=True)
