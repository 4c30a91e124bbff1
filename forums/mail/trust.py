"""Which mail is never answered, because a machine sent it, and which is not from whom it says."""

import re
from email.message import Message

from forums.mail.addresses import is_ours
from forums.mail.reading import header, headers, sender_of

MACHINES = ("X-Auto-Response-Suppress", "X-Autoreply", "X-Autorespond", "List-Id", "List-Unsubscribe")
_VERDICT = re.compile(r"\b(spf|dkim|dmarc)\s*=\s*([a-z]+)", re.IGNORECASE)
FAILED = frozenset({"fail", "hardfail"})


def why_automatic(message: Message) -> str:
    """Empty for a person's mail. An answer to a machine may be answered by it, and so on without end."""
    sent_by_itself = header(message, "Auto-Submitted").lower()
    if sent_by_itself and sent_by_itself.partition(";")[0].strip() != "no":
        return "Auto-Submitted"
    if header(message, "Precedence").lower() in {"bulk", "junk", "list", "auto_reply"}:
        return "Precedence"
    for name in MACHINES:
        if message.get(name) is not None:
            return name
    if message.get_content_type() in {"multipart/report", "message/delivery-status"}:
        return "a report of delivery"
    told_by_provider = getattr(message, "envelope_sender", None)
    if header(message, "Return-Path").replace(" ", "") == "<>" or told_by_provider in ("", "<>"):
        return "no return path"
    sender = sender_of(message)
    if is_ours(sender):
        return "our own address"
    if sender.partition("@")[0].lower() in {"mailer-daemon", "postmaster"}:
        return "a mail server"
    return ""


def why_forged(message: Message) -> str:
    """What the mail server or the provider that took it in found wrong; empty where nothing, or unknown.

    Only the topmost result counts, which the last server wrote: those below came with the mail.
    """
    results = headers(message, "Authentication-Results")
    verdicts: dict[str, set[str]] = {}
    for method, verdict in _VERDICT.findall(results[0] if results else ""):
        verdicts.setdefault(method.lower(), set()).add(verdict.lower())
    if "dmarc" in verdicts:  # weighs the two others, and knows of forwarding
        return "dmarc" if verdicts["dmarc"] & FAILED else ""
    if verdicts.get("dkim", set()) & FAILED and "pass" not in verdicts["dkim"]:
        return "dkim"
    if verdicts.get("spf", set()) & FAILED:
        return "spf"
    for name in ("X-Mailgun-Spf", "X-Mailgun-Dkim-Check-Result", "Received-SPF"):
        words = header(message, name).lower().split()
        if words and words[0] in FAILED:
            return name
    return ""
