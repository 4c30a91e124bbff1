from typing import Any

from django import template

from forums.queries.following import watching_of
from forums.queries.shown import ThreadPage

register = template.Library()


@register.inclusion_tag("forums/_watch_control.html", takes_context=True)
def watch_control(context: dict[str, Any], watched: Any) -> dict[str, Any]:
    """How closely the reader follows a thread or a board, and the way to change it. Visitors see none."""
    user = context.get("user")
    if not watched or not getattr(user, "pk", None):
        return {"watching": None}
    page = context.get("page")
    known = page.watch_level if isinstance(page, ThreadPage) else None  # it was asked with all the rest
    return {"watching": watching_of(user, watched, known), "csrf_token": context.get("csrf_token")}
