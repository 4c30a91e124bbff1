"""Which of many people may read a thread, and are told of things at all: a query for hundreds of them.

It is ``Thread.objects.visible_to`` turned round; tests/forums/queries/test_audience.py holds the two
together. What is shown or mailed in the end asks ``Post.objects.visible_to`` once more.
"""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db import models

from casestudies.models import PUBLIC_STATUSES
from exchange.people.models import Membership, RoomMember, Suspension, User
from forums.models import Thread

ASKED_AT_ONE_GO = 500  # ids in one statement


def readers_among(thread: Thread, user_ids: Collection[int], *, now: datetime) -> set[int]:
    """Those of these people who may read the thread and are neither gone nor suspended."""
    if not thread.is_visible:
        return set()
    people = _who_reads(thread)
    suspended = Suspension.objects.in_force(now).filter(
        models.Q(network__isnull=True) | models.Q(network=thread.network_id)
    )
    people = people.exclude(pk__in=suspended.values("user"))
    return {
        pk
        for ids in _portions(sorted(user_ids))
        for pk in people.filter(pk__in=ids).values_list("pk", flat=True)
    }


def _who_reads(thread: Thread) -> "models.QuerySet[User]":
    people = User.objects.filter(is_active=True)
    if thread.network is None:
        if Thread.objects.filter(pk=thread.pk).visible_to(AnonymousUser()).exists():
            return people
        if thread.case_study and thread.case_study.status not in PUBLIC_STATUSES:
            return people.filter(models.Q(is_editor=True) | models.Q(is_superuser=True))
        return people.none()
    if not thread.network.is_open:
        members = Membership.objects.standing().filter(network=thread.network_id)
        people = people.filter(pk__in=members.values("user"))
    if thread.room and thread.room.is_private:
        people = people.filter(pk__in=RoomMember.objects.filter(room=thread.room_id).values("user"))
    return people


def _portions(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), ASKED_AT_ONE_GO):
        yield ids[start : start + ASKED_AT_ONE_GO]
