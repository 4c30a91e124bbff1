"""What stands in the database about some threads, to be compared before and after."""

from typing import Any

from exchange.people.models import User
from forums.models import MovedPost, Post, ReadState, Thread, Watch, WatchLevel
from tests.factories import NOW


def rows_of(*threads: Thread) -> dict[str, Any]:
    """Every row and column that moving posts touches, but for ``change_seq``, which only ever rises."""
    ids = [thread.pk for thread in threads]
    scopes = [f"thread:{pk}" for pk in ids]
    of_thread = {"thread__in": ids}
    return {
        "threads": [
            {key: value for key, value in row.items() if key != "change_seq"}
            for row in Thread.objects.filter(pk__in=ids).order_by("pk").values()
        ],
        "posts": list(Post.objects.filter(**of_thread).order_by("pk").values()),
        "moved": list(MovedPost.objects.filter(**of_thread).values_list("thread", "number", "post")),
        "read": list(
            ReadState.objects.filter(**of_thread).order_by("pk").values_list("user", "thread", "ranges")
        ),
        "watches": list(
            Watch.objects.filter(scope__in=scopes).order_by("pk").values_list("user", "scope", "level")
        ),
    }


def places(thread: Thread) -> list[tuple[int, str, str]]:
    """Number, path and first words of each post, as the tree has them."""
    return [(post.number, post.path, post.plain[:12]) for post in thread.posts.order_by("path")]


def have_read(thread: Thread, user: User, ranges: list[list[int]]) -> None:
    """In the place of what writing left."""
    ReadState.objects.update_or_create(user=user, thread=thread, defaults={"ranges": ranges, "seen_at": NOW})


def follow(thread: Thread, user: User, level: WatchLevel) -> None:
    Watch.objects.update_or_create(
        user=user, scope=f"thread:{thread.pk}", defaults={"level": level, "set_at": NOW}
    )
