"""Reading a mail that anybody may have made: no matter how broken, it is read or found empty."""

import codecs
import hashlib
import re
from email.message import Message
from email.utils import getaddresses

from forums.mail.from_html import text_from_html

LONGEST_TEXT = 500_000  # characters, with the mail that was answered; a post has 20,000
ADDRESSED_TO = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To")
LONGEST_ID = 200
NOT_FOR_MAIL = frozenset({"unicode-escape", "raw-unicode-escape", "punycode", "idna", "utf-7", "undefined"})


class TooLongToRead(Exception):
    """More than we read."""


def text_of(message: Message) -> str:
    """The plain text; where there is none, that of the HTML. Attachments are no part of it.

    Raises TooLongToRead.
    """
    found = {"text/plain": "", "text/html": ""}
    for part in message.walk():
        kind = part.get_content_type()
        if kind in found and not found[kind].strip() and not _is_attachment(part):
            found[kind] = _decoded(part)
    plain, html = found["text/plain"], found["text/html"]
    if len(plain if plain.strip() else html) > LONGEST_TEXT:
        raise TooLongToRead
    return plain if plain.strip() else text_from_html(html)


def _is_attachment(part: Message) -> bool:
    return header(part, "Content-Disposition").lower().startswith("attachment")


def _decoded(part: Message) -> str:
    try:
        content = part.get_payload(decode=True)
        charset = part.get_content_charset() or "utf-8"
    except (LookupError, ValueError, TypeError, AttributeError):
        return ""
    if not isinstance(content, bytes):
        return ""
    for candidate in (charset, "utf-8"):
        try:
            if codecs.lookup(candidate).name.replace("_", "-") in NOT_FOR_MAIL:
                continue
            return content.decode(candidate).encode(errors="replace").decode()  # without half characters
        except (LookupError, ValueError):
            continue
    return content.decode("latin-1")  # never fails: what was meant may be guessed from it


def header(message: Message, name: str) -> str:
    """A header's text on one line; empty where there is none, or where it cannot be read."""
    try:
        return " ".join(str(message.get(name, "")).split())
    except Exception:  # the parser of headers fails in many ways on what nobody should have sent
        return ""


def headers(message: Message, name: str) -> list[str]:
    try:
        return [" ".join(str(value).split()) for value in message.get_all(name, [])]
    except Exception:
        return []


def sender_of(message: Message) -> str:
    """The one address that it says to be from; empty where it names none, or several."""
    found = [address for _name, address in getaddresses(headers(message, "From")) if address]
    return found[0].strip() if len(found) == 1 and found[0].count("@") == 1 else ""


def recipients_of(message: Message) -> list[str]:
    lines = [line for name in ADDRESSED_TO for line in headers(message, name)]
    envelope = getattr(message, "envelope_recipient", None)  # where a provider's webhook told it
    return [address for _name, address in getaddresses([*lines, str(envelope or "")]) if address]


def message_id_of(message: Message) -> str:
    """Its name, by which it is known again; made from the whole where it has none that can be kept."""
    found = re.sub(r"[^\x21-\x7e]", "", header(message, "Message-ID"))
    if 3 <= len(found) <= LONGEST_ID:
        return found
    said = [
        header(message, "Date"),
        header(message, "From"),
        *recipients_of(message),
        found,
        text_of(message),
    ]
    return f"<{hashlib.sha256(repr(said).encode(errors='replace')).hexdigest()}@without-id>"
