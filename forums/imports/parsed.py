"""A thread as it was read from a file, with what is to be said about that."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.errors import ActionError
from exchange.text import clean

LARGEST = 5 * 1024 * 1024
MOST_POSTS = 2_000
MOST_REMARKS = 200
LONGEST_POST = 20_000
LONGEST_NAME = 120
HIGHEST_NUMBER = 10_000_000
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)


class UnreadableFile(ActionError):
    """Nothing of it can be imported. ``message`` says why, and what to do."""

    code = "unreadable"
    status = 400


class FileTooLong(UnreadableFile):
    status = 413
    message = gettext_lazy(
        "A file can have 5 MB and 2,000 posts. Please split the thread into several files."
    )


@dataclass(frozen=True)
class Remark:
    """``where`` is a line of a spreadsheet, or the number of a post."""

    where: str
    reason: str
    is_left_out: bool = False


@dataclass(frozen=True)
class ParsedPost:
    number: int
    parent: int | None
    author: str
    posted_at: datetime | None
    text: str  # Markdown
    where: str = ""


@dataclass(frozen=True)
class ParsedThread:
    """``key`` is the same for each file of one thread, so that a later one adds only what is new.

    Posts stand in the order of their numbers, none before the one that it answers.
    """

    source: str
    key: str
    title: str
    posts: tuple[ParsedPost, ...]
    remarks: tuple[Remark, ...] = ()

    @property
    def left_out(self) -> int:
        return sum(remark.is_left_out for remark in self.remarks)

    @property
    def authors(self) -> list[str]:
        return sorted({post.author for post in self.posts})


@dataclass
class Report:
    """Remarks while a file is read; beyond some hundred they would help nobody."""

    remarks: list[Remark] = field(default_factory=list)

    def note(self, where: str, reason: str) -> None:
        self._add(Remark(where, reason))

    def leave_out(self, where: str, reason: str) -> None:
        self._add(Remark(where, reason, is_left_out=True))

    def _add(self, remark: Remark) -> None:
        if len(self.remarks) < MOST_REMARKS:
            self.remarks.append(remark)


def author_of(text: str) -> str:
    return " ".join(clean(text).split())[:LONGEST_NAME] or _("Somebody")


def moment_of(text: str, *, where: str, report: Report, now: datetime) -> datetime | None:
    """A date as files have it; None, and a remark, for one that can't be."""
    text = text.strip()
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=ZoneInfo(settings.TIME_ZONE))
        moment = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        report.note(where, _("“%s” is no date that we read; write 2026-03-31 14:05.") % text[:40])
        return None
    if moment < EARLIEST or moment > now + timedelta(days=1):
        report.note(where, _("The date %s can't be right; the post before gives its own.") % text[:40])
        return None
    return moment


def settled(posts: Iterable[ParsedPost], report: Report) -> tuple[ParsedPost, ...]:
    """One post a number, each behind the one that it answers; whatever can't be stands by itself."""
    by_number: dict[int, ParsedPost] = {}
    for post in posts:
        if post.number in by_number:
            report.leave_out(post.where, _("There is a post %s already.") % post.number)
        else:
            by_number[post.number] = post
    if len(by_number) > MOST_POSTS:
        raise FileTooLong
    for post in list(by_number.values()):
        if post.parent is not None and post.parent not in by_number:
            report.note(
                post.where, _("It answers %s, which is not in the file: it stands by itself.") % post.parent
            )
            by_number[post.number] = replace(post, parent=None)
    _cut_circles(by_number, report)
    placed: dict[int, ParsedPost] = {}
    for number in sorted(by_number):
        chain: list[ParsedPost] = []
        at: int | None = number
        while at is not None and at not in placed:
            chain.append(by_number[at])
            at = by_number[at].parent
        placed.update((post.number, post) for post in reversed(chain))
    return tuple(_dated(placed.values()))


def _cut_circles(by_number: dict[int, ParsedPost], report: Report) -> None:
    known: set[int] = set()
    for number in sorted(by_number):
        chain: dict[int, None] = {}
        at: int | None = number
        while at is not None and at not in known and at not in chain:
            chain[at] = None
            at = by_number[at].parent
        if at is not None and at in chain:
            post = by_number[at]
            report.note(
                post.where, _("These posts answer each other in a circle: this one stands by itself.")
            )
            by_number[at] = replace(post, parent=None)
        known.update(chain)


def _dated(posts: Iterable[ParsedPost]) -> Iterable[ParsedPost]:
    """A post without a date has that of the post before."""
    last = None
    for post in posts:
        last = post.posted_at or last
        yield replace(post, posted_at=last)


def as_data(thread: ParsedThread) -> dict[str, Any]:
    """The thread as JSON holds it."""
    data = asdict(thread)
    for post in data["posts"]:
        post["posted_at"] = post["posted_at"].isoformat() if post["posted_at"] else None
    return data


def from_data(data: dict[str, Any]) -> ParsedThread:
    return ParsedThread(
        source=data["source"],
        key=data["key"],
        title=data["title"],
        posts=tuple(_post_from(post) for post in data["posts"]),
        remarks=tuple(Remark(**remark) for remark in data["remarks"]),
    )


def _post_from(data: dict[str, Any]) -> ParsedPost:
    posted_at = data["posted_at"]
    return ParsedPost(**{**data, "posted_at": datetime.fromisoformat(posted_at) if posted_at else None})
