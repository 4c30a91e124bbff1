from typing import Any

from django import template

from forums.models import Thread
from forums.presentation.files import is_long
from forums.presentation.sharing import preview_of, shared
from forums.queries.shown import ThreadPage

register = template.Library()


@register.simple_tag(takes_context=True)
def share_of(context: dict[str, Any], thread: Thread) -> dict[str, Any]:
    """How a thread is shared, and what a preview of its link says; asked once for a page's thread.

    Previews are made for programs that come as visitors: a member's own page does without one.
    """
    if "_shared_as" not in thread.__dict__:
        page = context.get("page")
        share = shared(thread, page.is_for_all if isinstance(page, ThreadPage) else None)
        is_member = bool(getattr(context.get("user"), "pk", None))
        preview = preview_of(thread) if share.is_public and not is_member else ""
        thread.__dict__["_shared_as"] = {
            "share": share,
            "preview": preview,
            "is_long": is_long(thread),
        }
    found: dict[str, Any] = thread.__dict__["_shared_as"]
    return found
