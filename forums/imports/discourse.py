"""Threads from the JSON of Discourse: what it answers at /t/<id>.json?print=true (up to 1,000 posts)."""

import json
from hashlib import sha256
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.text import clean
from forums.imports.from_html import markdown_from_html
from forums.imports.parsed import (
    HIGHEST_NUMBER,
    LARGEST,
    LONGEST_POST,
    MOST_POSTS,
    FileTooLong,
    ParsedPost,
    ParsedThread,
    Report,
    UnreadableFile,
    author_of,
    moment_of,
    settled,
)


class NotDiscourse(UnreadableFile):
    message = gettext_lazy(
        "This is no thread of Discourse. Open its address with .json?print=true at the end, and save "
        "that page."
    )


class NoPosts(UnreadableFile):
    message = gettext_lazy("The file has no post that people read. Please check that it is the right thread.")


def read_discourse(content: bytes) -> ParsedThread:
    """Raises UnreadableFile."""
    if len(content) > LARGEST:
        raise FileTooLong
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise NotDiscourse from error
    stream = data.get("post_stream") if isinstance(data, dict) else None
    posts = stream.get("posts") if isinstance(stream, dict) else None
    if not isinstance(data, dict) or not isinstance(posts, list):
        raise NotDiscourse
    if len(posts) > MOST_POSTS:
        raise FileTooLong
    report = Report()
    read = [post for row in posts if isinstance(row, dict) and (post := _post(row, report))]
    if not read:
        raise NoPosts
    all_of_them = stream.get("stream") if isinstance(stream, dict) else None
    if isinstance(all_of_them, list) and len(all_of_them) > len(posts):
        told = {"have": len(posts), "all": len(all_of_them)}
        report.note(_("the file"), _("It holds %(have)s of %(all)s posts; ?print=true gives more.") % told)
    told_key = f"{data.get('id')}\n{data.get('created_at')}"
    return ParsedThread(
        source="discourse",
        key=f"discourse:{sha256(told_key.encode(errors='replace')).hexdigest()[:32]}",
        title=" ".join(_text(data, "title").split()),
        posts=settled(read, report),
        remarks=tuple(report.remarks),
    )


def _post(row: dict[str, Any], report: Report) -> ParsedPost | None:
    number = row.get("post_number")
    where = _("post %s") % str(number)[:12]
    if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= HIGHEST_NUMBER:
        report.leave_out(where, _("It has no number."))
        return None
    if row.get("hidden") or row.get("deleted_at") or row.get("user_deleted"):
        report.leave_out(where, _("It was hidden or deleted there."))
        return None
    kind = row.get("post_type")
    if kind is not None and kind != 1:
        report.leave_out(where, _("It is no post, but a note of what somebody did to the thread."))
        return None
    text = clean(_text(row, "raw") or markdown_from_html(_text(row, "cooked"))).strip()
    if not text:
        report.leave_out(where, _("It has no text."))
        return None
    if len(text) > LONGEST_POST:
        report.leave_out(where, _("It is longer than 20,000 characters. Please split it."))
        return None
    if row.get("polls"):
        report.note(where, _("Its poll comes as text, without votes."))
    parent = row.get("reply_to_post_number")
    is_number = isinstance(parent, int) and not isinstance(parent, bool) and parent != number
    return ParsedPost(
        number=number,
        parent=parent if is_number else None,
        author=author_of(_text(row, "name") or _text(row, "username")),
        posted_at=moment_of(_text(row, "created_at"), where=where, report=report, now=timezone.now()),
        text=text,
        where=where,
    )


def _text(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    return clean(value) if isinstance(value, str) else ""
