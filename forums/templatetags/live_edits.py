"""An asker's part of the page: what a facilitator made of their words, and their say in it."""

from typing import Any

from django import template

from forums.live.payloads import own_edits
from forums.models import LiveSession, Participant

register = template.Library()


@register.inclusion_tag("forums/live/_question_edits.html", takes_context=True)
def question_edits(context: dict[str, Any]) -> dict[str, Any]:
    session: LiveSession = context["session"]
    participant: Participant = context["participant"]
    return {"session": session, "edits": own_edits(participant), "csrf_token": context.get("csrf_token")}
