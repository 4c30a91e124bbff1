"""Notices as mail: what is said, in plain text, and the headers by which mail programs thread it.

No picture, no tracking: that somebody opens a mail is nobody's business.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from email.utils import formataddr, parseaddr
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from exchange.notices import sources
from exchange.notices.actions.wishes import ALL, DIRECT, WATCHED
from exchange.notices.models import Notice, NoticeReason
from exchange.notices.replies import reply_address
from exchange.notices.sources import Told
from exchange.notices.unsubscribing import unsubscribe_url

LONGEST_WORDS = 8_000  # characters of one thing in a mail at once
LONGEST_IN_DIGEST = 700
LONGEST_DIGEST = 60_000
SUBJECT_LENGTH = 150


@dataclass(frozen=True)
class Item:
    """One notice in words: what its thing says to this recipient now."""

    notice: Notice
    told: Told

    @property
    def thread(self) -> str:
        return self.told.thread or self.name

    @property
    def name(self) -> str:
        return f"{self.notice.source}-{self.notice.source_id}"

    @property
    def url(self) -> str:
        return settings.SITE_URL + self.told.url


@dataclass(frozen=True)
class Letter:
    """A mail that is ready to go, and the notices that it delivers."""

    message: EmailMessage
    notices: Sequence[Notice]


@dataclass
class Part:
    """A thread of a digest, with the words of each post as far as they have room."""

    head: Item
    items: list[tuple[Item, str]] = field(default_factory=list)
    left_out: int = 0


def items_of(notices: Iterable[Notice], recipient: Any) -> list[Item]:
    """What the recipient may see now of what they were told, in the order of the notices."""
    notices = list(notices)
    said: dict[tuple[str, int], Told] = {}
    for source in sorted({notice.source for notice in notices}):
        ids = [notice.source_id for notice in notices if notice.source == source]
        said.update(((source, pk), told) for pk, told in sources.told(source, ids, recipient).items())
    found = [(notice, said.get((notice.source, notice.source_id))) for notice in notices]
    return [Item(notice, told) for notice, told in found if told]


def by_thread(items: Sequence[Item]) -> list[list[Item]]:
    """The items of each thread, the threads in the order of their first item."""
    order = {thread: place for place, thread in enumerate(dict.fromkeys(item.thread for item in items))}
    in_order = sorted(items, key=lambda item: order[item.thread])
    return [list(group) for _thread, group in groupby(in_order, key=lambda item: item.thread)]


def letter_at_once(items: Sequence[Item], recipient: Any) -> Letter:
    """One or several things of one thread."""
    last = items[-1]
    thread_id = f"<{last.thread}@{_host()}>"
    reply_to = reply_address(recipient, last.told.reply_key)
    text = render_to_string(
        "emails/notices.txt",
        {
            "items": [(item, cut(item.told.words, LONGEST_WORDS)) for item in items],
            "last": last,
            "takes_replies": bool(reply_to),
            **_foot(items, recipient),
        },
    )
    message = _message(
        recipient,
        subject=last.told.title,
        text=text,
        sender=last.told.by,
        reply_to=reply_to,
        headers={
            "Message-ID": f"<{last.name}.{recipient.pk}@{_host()}>",
            "In-Reply-To": thread_id,
            "References": thread_id,
            "List-Id": f"<{last.thread}.{_host()}>",
            **_list_headers(items, recipient),
        },
    )
    return Letter(message, [item.notice for item in items])


def digest(items: Sequence[Item], recipient: Any) -> Letter:
    """What came together in a day or a week, thread by thread, in the words of those who wrote."""
    threads = by_thread(items)
    subject = _("%(first)s, and what else was written") if len(threads) > 1 else _("%(first)s")
    parts = _parts(threads)
    text = render_to_string(
        "emails/digest.txt", {"parts": parts, "recipient": recipient, **_foot(items, recipient)}
    )
    newest = max(item.notice.pk for item in items)
    message = _message(
        recipient,
        subject=subject % {"first": threads[0][0].told.title},
        text=text,
        headers={
            "Message-ID": f"<digest-{newest}.{recipient.pk}@{_host()}>",
            "List-Id": f"<digest.{_host()}>",
            **_list_headers(items, recipient),
        },
    )
    return Letter(message, [item.notice for item in items])


def cut(words: str, length: int) -> str:
    """The words with their lines, at most about so many characters, cut between words."""
    words = words.strip()
    if len(words) <= length:
        return words
    end = max(words.rfind(" ", 0, length), words.rfind("\n", 0, length))
    return words[: end if end > 0 else length].rstrip() + " …"


def _parts(threads: Sequence[Sequence[Item]]) -> list[Part]:
    room, parts = LONGEST_DIGEST, []
    for items in threads:
        part = Part(items[0])
        for item in items:
            words = cut(item.told.words, LONGEST_IN_DIGEST)
            if room < len(words):
                part.left_out += 1
                continue
            room -= len(words)
            part.items.append((item, words))
        parts.append(part)
    return parts


def _kind(items: Sequence[Item]) -> str:
    watched = {item.notice.reason == NoticeReason.WATCHED for item in items}
    return ALL if len(watched) > 1 else WATCHED if watched == {True} else DIRECT


def _foot(items: Sequence[Item], recipient: Any) -> dict[str, Any]:
    """Why somebody gets this, and how to stop it."""
    return {
        "reasons": list(dict.fromkeys(item.notice.get_reason_display() for item in items)),
        "settings_url": settings.SITE_URL + reverse("notice_settings"),
        "unsubscribe_url": unsubscribe_url(recipient.pk, _kind(items)),
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
    }


def _list_headers(items: Sequence[Item], recipient: Any) -> dict[str, str]:
    return {
        "List-Unsubscribe": f"<{unsubscribe_url(recipient.pk, _kind(items))}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Precedence": "list",
    }


def _message(
    recipient: Any,
    *,
    subject: str,
    text: str,
    headers: Mapping[str, str],
    sender: str = "",
    reply_to: str = "",
) -> EmailMessage:
    return EmailMessage(
        subject=cut(" ".join(subject.split()), SUBJECT_LENGTH),
        body=text.strip() + "\n",
        from_email=_from(sender),
        to=[recipient.email],
        reply_to=[reply_to] if reply_to else None,
        headers=dict(headers),
    )


def _from(sender: str) -> str:
    """The site's own address, under the name of who wrote: nobody's address is given away."""
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    name = " ".join(sender.partition(",")[0].split())  # a byline goes on with a role and a place
    name = f"{name} ({settings.SITE_NAME})" if name else settings.SITE_NAME
    return formataddr((name, address))


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"
