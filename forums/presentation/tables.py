"""A thread as JSON and as CSV, for programs and spreadsheets; docs/open-data.md describes both."""

import csv
import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from io import StringIO
from typing import Any

from casestudies.exports.characters import printable
from casestudies.exports.spreadsheets import safe_cell
from forums.models import Thread
from forums.presentation.threads import SaidPost, SaidThread, said_posts, said_thread

SCHEMA = "municipal-safety-exchange/thread/1"
COLUMNS = (
    "number", "parent", "depth", "kind", "shown", "author", "posted_at", "edited_at", "text", "reactions",
    "files", "answer", "url", "title",
)  # fmt: skip


def thread_as_dict(said: SaidThread) -> dict[str, Any]:
    return {**asdict(said), "tags": list(said.tags)}


def post_as_dict(post: SaidPost) -> dict[str, Any]:
    return {**asdict(post), "files": list(post.files)}


def json_pieces(thread: Thread) -> Iterator[str]:
    """One object whose last member is the list of posts, each on a line."""
    head = {"schema": SCHEMA, **thread_as_dict(said_thread(thread))}
    yield f'{_json(head)[:-1]}, "posts": ['
    between = "\n"
    for post in said_posts(thread):
        yield between + _json(post_as_dict(post))
        between = ",\n"
    yield "\n]}\n"


def csv_pieces(thread: Thread) -> Iterator[str]:
    """With a byte order mark, without which a spreadsheet makes a mess of Khâi-Ma."""
    yield "\ufeff" + _line(COLUMNS)
    title = thread.title
    for post in said_posts(thread):
        yield _line(_cells(post, title))
        title = ""


def _cells(post: SaidPost, title: str) -> Iterator[str]:
    reactions = "; ".join(f"{kind}: {count}" for kind, count in post.reactions.items() if count)
    values = (
        post.number, post.parent or "", post.depth, post.kind, "yes" if post.is_shown else "no", post.author,
        _when(post.posted_at), _when(post.edited_at), post.text, reactions, "; ".join(post.files),
        "yes" if post.is_answer else "", post.url, title,
    )  # fmt: skip
    return (safe_cell(printable(str(value))) for value in values)


def _line(cells: Any) -> str:
    line = StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _when(moment: datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=lambda moment: moment.isoformat())
