"""Threads, posts and summaries."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django_tasks_db.models import DBTaskResult

from casestudies.models import BriefSection
from exchange.people.models import User
from forums.actions.posts import add_post
from forums.actions.summaries import cite_words, open_summary
from forums.actions.threads import open_thread
from forums.models import Post, Subject, Summary, SummaryItem, Thread
from tests.factories.library import make_case_study
from tests.factories.people import amina, ben
from tests.factories.time import NOW


def make_thread(
    subject: Subject | None = None,
    author: User | None = None,
    *,
    title: str = "Lights that last",
    text: str = "How do you keep the lights on?",
    **options: Any,
) -> Thread:
    """A thread with its first post, by Ben on a case study unless told otherwise."""
    return open_thread(
        subject=subject or make_case_study(),
        author=author or ben(),
        title=title,
        text=text,
        **{"client_id": uuid4(), "now": NOW, **options},
    )


def make_post(
    thread: Thread,
    author: User | None = None,
    text: str = "We count them every Friday.",
    *,
    parent: Post | None = None,
    now: datetime = NOW,
    **options: Any,
) -> Post:
    return add_post(
        thread=thread,
        author=author or ben(),
        text=text,
        parent=parent,
        now=now,
        **{"client_id": uuid4(), **options},
    )


def make_summary(thread: Thread | None = None, **options: Any) -> Summary:
    """Amina's draft on the posts of a thread. A session's draft comes from closing it: see ``close``."""
    thread = thread or make_thread()
    return open_summary(
        subject=thread.subject,
        threads=[thread],
        by=amina(),
        **{"title": "What kept the rank safe", "now": NOW, **options},
    )


def cite(
    summary: Summary,
    post: Post,
    words: str,
    target: SummaryItem | BriefSection = BriefSection.WHAT_WORKED,
) -> SummaryItem:
    """Amina puts words of a post under an item, or under a new one of a section."""
    return cite_words(summary=summary, target=target, post=post, words=words, by=amina(), now=NOW)


def run_jobs() -> None:
    """Do what the worker would do now: every job that is due, in order."""
    for result in list(DBTaskResult.objects.ready()):
        task_result = result.task_result
        result.set_successful(result.task.call(*task_result.args, **task_result.kwargs))
