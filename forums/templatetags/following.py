from typing import Any

from django import template

from forums.queries.following import watching_of

register = template.Library()


@register.inclusion_tag("forums/_watch_control.html", takes_context=True)
def watch_control(context: dict[str, Any], watched: Any) -> dict[str, Any]:
    """How closely the reader follows a thread or a board, and the way to change it. Visitors see none."""
    user = context.get("user")
    if not watched or not getattr(user, "pk", None):
        return {"watching": None}
    return {"watching": watching_of(user, watched), "csrf_token": context.get("csrf_token")}
