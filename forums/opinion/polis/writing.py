"""The files of a Polis export, written. Who may be in them is settled before."""

import csv
from collections.abc import Iterable
from datetime import UTC, datetime
from io import StringIO

from casestudies.exports.spreadsheets import safe_cell
from forums.opinion.polis.rows import Comment, Summary, VoteTable

COMMENT_COLUMNS = (
    "timestamp",
    "datetime",
    "comment-id",
    "author-id",
    "agrees",
    "disagrees",
    "moderated",
    "comment-body",
)
PARTICIPANT_COLUMNS = ("participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def write_summary(summary: Summary) -> str:
    return _csv(
        (
            ("topic", safe_cell(summary.topic)),
            ("url", summary.url),
            ("views", summary.views),
            ("voters", summary.voters),
            ("voters-in-conv", summary.voters_in_conversation),
            ("commenters", summary.commenters),
            ("comments", summary.comments),
            ("groups", summary.groups),
            ("conversation-description", safe_cell(summary.description)),
        )
    )


def write_comments(comments: Iterable[Comment]) -> str:
    return _csv((COMMENT_COLUMNS, *(_comment_cells(comment) for comment in comments)))


def write_votes(table: VoteTable) -> str:
    rows: list[tuple[int | str, ...]] = [(*PARTICIPANT_COLUMNS, *table.statements)]
    for row in table.participants:
        rows.append(
            (
                row.number,
                "" if row.group is None else row.group,
                row.comments,
                sum(vote is not None for vote in row.votes),
                sum(vote == 1 for vote in row.votes),
                sum(vote == -1 for vote in row.votes),
                *("" if vote is None else vote for vote in row.votes),
            )
        )
    return _csv(rows)


def _comment_cells(comment: Comment) -> tuple[int | str, ...]:
    moment = comment.created_at.astimezone(UTC)
    return (
        round(moment.timestamp() * 1000),
        _spelled(moment),
        comment.number,
        comment.author,
        comment.agrees,
        comment.disagrees,
        comment.moderated,
        safe_cell(comment.text),
    )


def _spelled(moment: datetime) -> str:
    """As Polis spells it, in English whatever the machine speaks: Sat Nov 17 05:09:36 UTC 2018."""
    return f"{DAYS[moment.weekday()]} {MONTHS[moment.month - 1]} {moment:%d %H:%M:%S} UTC {moment.year:04}"


def _csv(rows: Iterable[Iterable[int | str]]) -> str:
    held = StringIO(newline="")
    csv.writer(held, lineterminator="\n").writerows(rows)
    return held.getvalue()
