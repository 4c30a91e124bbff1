"""The mail of a site that has no mail server yet: files, which its administrators read as pages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import Message
from email.utils import getaddresses
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from forums.mail.reading import TooLongToRead, header, headers, text_of

NEWEST = 100  # files
LARGEST = 2_000_000  # bytes of a file; a longer one is named, not read
SHOWN = ("From", "To", "Cc", "Reply-To", "Subject", "Date", "List-Unsubscribe", "In-Reply-To")
_BETWEEN = re.compile(rb"^-{79}\r?\n", re.MULTILINE)  # as Django's backend writes them


@dataclass(frozen=True)
class SentMail:
    name: str  # of the file, and which of its mails
    written_at: datetime
    message: Message

    @property
    def subject(self) -> str:
        return header(self.message, "Subject") or self.name

    @property
    def to(self) -> str:
        return header(self.message, "To")

    @property
    def shown_headers(self) -> list[tuple[str, str]]:
        return [(name, header(self.message, name)) for name in SHOWN if self.message.get(name) is not None]

    @property
    def text(self) -> str:
        try:
            return text_of(self.message)
        except TooLongToRead:
            return ""

    def is_to(self, address: str) -> bool:
        lines = [line for name in ("To", "Cc", "Bcc") for line in headers(self.message, name)]
        return address.casefold() in {found.casefold() for _name, found in getaddresses(lines)}


def is_kept_in_files() -> bool:
    return settings.EMAIL_BACKEND.endswith("filebased.EmailBackend")


def sent_mails() -> list[SentMail]:
    """Newest first. A file that cannot be read stands in nobody's way."""
    folder = Path(settings.EMAIL_FILE_PATH or settings.VAR_DIR / "mail")
    try:
        files = sorted(folder.glob("*.log"), key=lambda path: path.name, reverse=True)[:NEWEST]
    except OSError:
        return []
    return [mail for path in files for mail in reversed(list(_mails_in(path)))]


def _mails_in(path: Path) -> Iterator[SentMail]:
    try:
        written_at = datetime.fromtimestamp(path.stat().st_mtime, tz=timezone.get_default_timezone())
        content = path.read_bytes() if path.stat().st_size <= LARGEST else b"Subject: \n\n"
    except OSError:
        return
    for number, part in enumerate(_BETWEEN.split(content)):
        if part.strip():
            message = message_from_bytes(part, policy=policy.default)
            yield SentMail(f"{path.stem}-{number}", written_at, message)
