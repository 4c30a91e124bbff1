"""Mail as a person handles it: what the site sent them, and the answer that their program makes of it."""

import json
import re
import time
import urllib.request
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from tests.forums.mail.postmark import authorization, payload_of
from tests.post_office import Letterbox
from tests.site import Site

SECRET = "provider:a long secret"
PROVIDER = {"INBOUND_PROVIDER": "postmark", "INBOUND_WEBHOOK_SECRET": SECRET}
# The worker waits ninety seconds for more to put into one mail; who tests does not.
SEND = """
import sys, time
from datetime import timedelta
from django.utils import timezone
from exchange.notices.actions.mailing import send_what_is_due
from exchange.notices.models import Notice
from forums.models import Post
newest = Post.objects.latest("pk").pk
told = Notice.objects.filter(recipient__email="{address}", source="post", source_id=newest)
until = time.monotonic() + 30
while not told.exists():
    if time.monotonic() > until:
        sys.exit("nobody was told")
    time.sleep(0.2)
send_what_is_due(now=timezone.now() + timedelta(minutes=2))
"""
FETCH = "from forums.inbound.mailbox import fetch_replies; fetch_replies()"


@dataclass
class Post:
    """The way of a mail between the site and a person's mail program."""

    site: Site
    letterbox: Letterbox

    def send(self, *, to: str) -> None:
        """Once the worker has told somebody of the newest post, the mail goes out."""
        self.site.manage("shell", "-v0", "-c", SEND.format(address=to))

    def fetch(self) -> None:
        self.site.manage("shell", "-v0", "-c", FETCH)

    def last_to(self, address: str) -> EmailMessage:
        raw = [raw for recipient, raw in self.letterbox.taken if recipient == address][-1]
        message = message_from_bytes(raw, policy=policy.default)
        assert isinstance(message, EmailMessage)
        return message

    def bring(self, mail: EmailMessage) -> None:
        """What the provider does with a mail that reached it."""
        recipient = mail["To"].addresses[0].addr_spec
        request = urllib.request.Request(  # noqa: S310 - our own site
            f"{self.site.url}/anymail/postmark/inbound/",
            json.dumps(payload_of(bytes(mail), recipient)).encode(),
            {"Content-Type": "application/json", "Authorization": authorization(SECRET)},
        )
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - our own site
            assert answer.status == 200


def consent_links(folder: Path) -> dict[str, str]:
    """The links that ask for words, by the address to which a letter was sent; the newest of each."""
    found: dict[str, str] = {}
    files = [file for file in folder.rglob("*") if file.is_file()]
    for file in sorted(files, key=lambda one: one.stat().st_mtime):
        message = message_from_bytes(file.read_bytes(), policy=policy.default)
        link = re.search(r"https?://[^/]+(/consent/\S+/)", message.get_content())
        if link:
            found[str(message["To"])] = link.group(1)
    return found


def link_sent_to(address: str, folder: Path) -> str:
    """Once the worker has sent it."""
    until = time.monotonic() + 30
    while address not in (found := consent_links(folder)) and time.monotonic() < until:
        time.sleep(0.3)
    return found[address]


def answer(letter: EmailMessage, words: str, *, signature: str, name: str = "answer") -> EmailMessage:
    """Written above the quoted letter, as most programs have it, with a signature below."""
    quoted = "\n".join(f"> {line}" for line in letter.get_content().splitlines())
    mail = EmailMessage()
    mail["From"] = letter["To"]
    mail["To"] = letter["Reply-To"]
    mail["Subject"] = f"Re: {letter['Subject']}"
    mail["In-Reply-To"] = letter["Message-ID"]
    mail["Message-ID"] = f"<{name}@people.example>"
    mail.set_content(f"{words}\n\n-- \n{signature}\n\nOn Tue, 24 Nov 2026 at 09:12, Ben wrote:\n{quoted}\n")
    return mail
