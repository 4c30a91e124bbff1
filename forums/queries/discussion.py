"""Threads and sessions about a subject, and the posts of a page."""

from typing import Any

from forums.models import LiveSession, Post, Subject, Thread, subject_field

POSTS_A_PAGE = 50


def threads_about(subject: Subject, user: Any) -> list[Thread]:
    """The threads on a subject that a user may see, the liveliest first."""
    threads = Thread.objects.visible_to(user).filter(**subject_field(subject)).with_subject()
    return list(threads.latest_first()[:20])


def sessions_about(subject: Subject) -> list[LiveSession]:
    return list(LiveSession.objects.filter(**subject_field(subject)).latest_first()[:10])


def page_of_posts(thread: Thread, after: str = "") -> tuple[list[Post], str]:
    """A page of a thread in tree order, behind the path ``after``; and where the next one starts.

    Withdrawn and hidden posts keep their place, without words, so that replies stay understood.
    """
    posts = thread.posts.select_related("author", "question").in_tree_order()
    rows = list(posts.filter(path__gt=after)[: POSTS_A_PAGE + 1])
    more = len(rows) > POSTS_A_PAGE
    rows = rows[:POSTS_A_PAGE]
    return rows, rows[-1].path if more else ""
