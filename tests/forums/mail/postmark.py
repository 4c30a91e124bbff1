"""What Postmark makes of a mail, as its documentation of inbound webhooks describes it."""

import base64
from email import message_from_bytes, policy
from typing import Any

TOLD_APART = {"From", "To", "Subject"}


def payload_of(raw: bytes, recipient: str, attachment: bytes = b"") -> dict[str, Any]:
    message = message_from_bytes(raw, policy=policy.default)
    photo = {
        "Name": "photo.jpg",
        "ContentType": "image/jpeg",
        "Content": base64.b64encode(attachment).decode(),
        "ContentLength": len(attachment),
    }
    sender, to = message["From"].addresses[0], message["To"].addresses[0]
    return {
        "FromFull": {"Email": sender.addr_spec, "Name": sender.display_name, "MailboxHash": ""},
        "ToFull": [{"Email": to.addr_spec, "Name": to.display_name, "MailboxHash": ""}],
        "OriginalRecipient": recipient,
        "Subject": message["Subject"],
        "MessageID": "22c74902-a0c1-4511-804f-2341342852c9",
        "Headers": [
            {"Name": "Return-Path", "Value": f"<{sender.addr_spec}>"},
            {"Name": "Received-SPF", "Value": "Pass (sender SPF authorized)"},
            *({"Name": name, "Value": value} for name, value in message.items() if name not in TOLD_APART),
        ],
        "TextBody": message.get_content(),
        "Attachments": [photo] if attachment else [],
    }


def authorization(secret: str) -> str:
    """The header by which it says who it is."""
    return "Basic " + base64.b64encode(secret.encode()).decode()
