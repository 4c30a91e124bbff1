"""Times django-machina's topic page on our posts: ``python -m bench.machina.measure SIZE…``.

Prints one line of JSON for each size: milliseconds of server time, and queries, of the first page, of a
page in the middle, and of the link to a post in the middle.
"""

import json
import sys
import time
from datetime import UTC, datetime, timedelta

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402 - Django must be set up first
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from machina.apps.forum.models import Forum  # noqa: E402
from machina.apps.forum_conversation.models import Post, Topic  # noqa: E402
from machina.apps.forum_permission.shortcuts import assign_perm  # noqa: E402

from bench.threads_posts import AUTHORS, posts  # noqa: E402

BEGAN = datetime(2024, 1, 1, tzinfo=UTC)
SAMPLES = 20


def main(sizes: list[int]) -> None:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    user_model = get_user_model()
    people = [user_model.objects.create(username=f"person-{number}") for number in range(AUTHORS)]
    forum = Forum.objects.create(name="Safe stations", type=Forum.FORUM_POST)
    for permission in ("can_see_forum", "can_read_forum", "can_reply_to_topics"):
        assign_perm(permission, people[0], forum)
    client = Client()
    client.force_login(people[0])
    for size in sizes:
        topic = filled(forum, people, size)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        print(json.dumps({"size": size, **figures(client, forum, topic, size)}), flush=True)


def filled(forum, people, size):
    """A topic of our posts, in bulk inserts."""
    topic = Topic.objects.create(
        forum=forum,
        subject=f"Lights {size}",
        poster=people[0],
        type=Topic.TOPIC_POST,
        status=Topic.TOPIC_UNLOCKED,
    )
    batch = []
    for said in posts(size):
        post = Post(
            topic=topic,
            poster=people[said.author],
            subject=f"Re {said.number}",
            content=said.text,
            approved=True,
            created=BEGAN + timedelta(minutes=said.number),
            updated=BEGAN + timedelta(minutes=said.number),
        )
        batch.append(post)
        if len(batch) == 2000:
            Post.objects.bulk_create(batch)
            batch = []
    Post.objects.bulk_create(batch)
    written = Post.objects.filter(topic=topic).order_by("pk").only("pk")
    Topic.objects.filter(pk=topic.pk).update(
        first_post=written.first(), last_post=written.last(), posts_count=size, last_post_on=BEGAN
    )
    return topic


def figures(client, forum, topic, size):
    address = f"/forum/forum/{forum.slug}-{forum.pk}/topic/{topic.slug}-{topic.pk}/"
    pages = max(1, size // 50)
    keys = list(Post.objects.filter(topic=topic).order_by("pk").values_list("pk", flat=True))
    asked = {
        "first": [address] * SAMPLES,
        "middle": [f"{address}?page={max(1, pages * step // SAMPLES)}" for step in range(1, SAMPLES + 1)],
        "permalink": [f"{address}?post={keys[(size - 1) * step // SAMPLES]}" for step in range(SAMPLES)],
    }
    found = {}
    for name, paths in asked.items():
        answer = client.get(paths[0])
        assert answer.status_code == 200, (paths[0], answer.status_code)
        times = []
        for path in paths:
            began = time.perf_counter()
            client.get(path)
            times.append((time.perf_counter() - began) * 1000)
        with CaptureQueriesContext(connection) as queries:
            client.get(paths[-1])
        times.sort()
        found[name] = {"p95": times[int(len(times) * 0.95) - 1], "queries": len(queries)}
    return found


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]])
