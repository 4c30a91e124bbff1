"""What search engines find of discussion: open networks, and threads that everybody reads."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.urls import reverse

from casestudies import sitemaps
from casestudies.sitemaps import PART_SIZE, Section
from exchange.people.models import Network, NetworkAccess
from forums.models import Thread


class ThreadSection(Section):
    """A thread's address ends with words of its title."""

    def part(self, number: int) -> Iterator[tuple[str, datetime | None]]:
        start = (number - 1) * PART_SIZE
        for thread in self.rows().only("title", "last_posted_at").order_by("pk")[start : start + PART_SIZE]:
            yield reverse("thread", args=[thread.pk, thread.slug]), thread.last_posted_at


def public_threads() -> "QuerySet[Any]":
    return Thread.objects.visible_to(AnonymousUser())


def open_networks() -> "QuerySet[Any]":
    return Network.objects.filter(access=NetworkAccess.OPEN)


def register_sitemaps() -> None:
    sitemaps.register(
        ThreadSection("threads", "thread", "pk", "last_posted_at", public_threads),
        Section("networks", "network", "slug", "", open_networks),
        pages=["threads", "networks"],
    )
