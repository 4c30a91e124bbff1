"""Made-up threads of any length, written in bulk: the peer gets the same posts (``threads_posts``)."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from django.core.management.color import no_style
from django.db import connection

from bench.threads_posts import AUTHORS, posts
from casestudies.models import CaseStudy
from exchange.people.models import User
from exchange.text import Rendered, render
from forums.actions.threads import open_thread
from forums.models import PATH_WIDTH, Post, Thread, Watch, WatchLevel

BEGAN = datetime(2024, 1, 1, tzinfo=UTC)
BATCH = 2000


def make_people(count: int, prefix: str = "person") -> list[User]:
    """Members in bulk; nobody of them can log in by password."""
    joined = BEGAN - timedelta(days=1)
    people = [
        User(
            email=f"{prefix}-{number}@bench.example",
            display_name=f"{prefix} {number}".title(),
            date_joined=joined,
        )
        for number in range(count)
    ]
    User.objects.bulk_create(people, batch_size=500)
    return list(User.objects.filter(email__startswith=f"{prefix}-").order_by("pk"))


def make_thread(size: int, people: list[User]) -> Thread:
    """A thread of ``size`` posts about a public case study."""
    assert len(people) == AUTHORS
    thread = open_thread(
        subject=CaseStudy.objects.visible_to(None).order_by("pk")[0],
        author=people[0],
        title=f"Lights {size}",
        text="How do you keep the lights on?",
        client_id=uuid4(),
        now=BEGAN,
    )
    opening = thread.posts.get()
    before = opening.pk
    before = opening.pk
    opening.delete()
    rendered: dict[str, Rendered] = {}
    paths = {0: ""}
    batch: list[Post] = []
    for said in posts(size):
        words = rendered.get(said.text) or rendered.setdefault(said.text, render(said.text))
        paths[said.number] = paths[said.parent] + str(said.number).zfill(PATH_WIDTH)
        batch.append(
            Post(
                pk=before + said.number,
                thread=thread,
                parent_id=before + said.parent if said.parent else None,
                number=said.number,
                path=paths[said.number],
                author=people[said.author],
                source=said.text,
                html=words.html,
                plain=words.plain,
                renderer_version=words.version,
                posted_at=BEGAN + timedelta(minutes=said.number),
            )
        )
        if len(batch) >= BATCH:
            Post.objects.bulk_create(batch, batch_size=500)
            batch = []
    Post.objects.bulk_create(batch, batch_size=500)
    _settle_keys()
    thread.last_post_number = size
    thread.last_posted_at = BEGAN + timedelta(minutes=size)
    thread.save(update_fields=["last_post_number", "last_posted_at"])
    return thread


def _settle_keys() -> None:
    """PostgreSQL counts keys by itself: it goes on behind ours."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Post]):
            cursor.execute(statement)


def follow(thread: Thread, people: list[User]) -> None:
    """Let these people follow every post of a thread."""
    Watch.objects.bulk_create(
        [
            Watch(user=person, scope=f"thread:{thread.pk}", level=WatchLevel.EVERY_POST, set_at=BEGAN)
            for person in people
        ],
        batch_size=500,
    )
