"""A thread of fifty posts on a served site, for its first view."""

from bench.threads_corpus import make_people, make_thread
from bench.threads_posts import AUTHORS


def seed() -> None:
    thread = make_thread(50, make_people(AUTHORS))
    print(f"/threads/{thread.pk}/{thread.slug}/")
