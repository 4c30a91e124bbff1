from typing import Any

from django import template
from django.template import Context

from forums.models import JoinBurst, LiveSession

register = template.Library()


@register.inclusion_tag("forums/live/_desk_bursts.html", takes_context=True)
def desk_bursts(context: Context, session: LiveSession) -> dict[str, Any]:
    """Guests who came at once from one address, for the desk."""
    bursts = JoinBurst.objects.filter(session=session).order_by("-pk")
    return {"session": session, "bursts": bursts, "csrf_token": context.get("csrf_token")}
