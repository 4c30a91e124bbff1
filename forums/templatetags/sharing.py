from typing import Any

from django import template

from forums.models import Thread
from forums.presentation.sharing import preview_of, shared

register = template.Library()


@register.simple_tag
def share_of(thread: Thread) -> dict[str, Any]:
    """How a thread is shared, and what a preview of its link says; asked once for a page's thread."""
    if "_shared_as" not in thread.__dict__:
        share = shared(thread)
        preview = preview_of(thread) if share.is_public else ""
        thread.__dict__["_shared_as"] = {"share": share, "preview": preview}
    found: dict[str, Any] = thread.__dict__["_shared_as"]
    return found
