"""Mails as they come in."""

from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import formataddr

from exchange.people.models import User
from forums.actions.reply_addresses import reply_address
from forums.models import Post


def answer_to(post: Post, by: User, text: str = "Every Friday.", **headers: str) -> EmailMessage:
    """What this person's mail program sends. A header that is given takes the place of the usual one."""
    usual = {
        "From": formataddr((by.display_name, by.email.upper())),
        "To": f"Municipal Safety Exchange <{reply_address(by, post)}>",
        "Subject": "Re: Lights that last",
        "Message-ID": "<first@people.example>",
    }
    message = EmailMessage()
    for name, value in (usual | {name.replace("_", "-"): value for name, value in headers.items()}).items():
        if value:
            message[name] = value
    message.set_content(text)
    return message


def raw(*lines: str, body: bytes = b"") -> Message:
    return message_from_bytes("\r\n".join(lines).encode() + b"\r\n\r\n" + body, policy=policy.default)
