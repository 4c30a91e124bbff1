"""The address at which a person answers a post by mail."""

from typing import Any

from forums.mail.addresses import Token, address_for
from forums.models import Post


def reply_key(post: Post) -> str:
    """What a notice of a post carries (``Told.reply_key``), so that its mail can be answered."""
    return f"post-{post.pk}"


def reply_address(user: Any, post: Post) -> str:
    """Empty where replies by mail are off."""
    return address_by_key(user, reply_key(post))


def address_by_key(user: Any, key: str) -> str:
    """For ``exchange.notices.replies``, which knows keys and no posts."""
    kind, _, pk = key.partition("-")
    if kind != "post" or not pk.isdecimal() or not getattr(user, "pk", None):
        return ""
    return address_for(Token(user.pk, int(pk)))
