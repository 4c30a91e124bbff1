"""Parts of the facilitator's desk: controls, pulse, backstage, and who was blocked."""

from typing import Any

from django import template
from django.utils import timezone

from forums.forms.sessions import BackstageForm, SlowForm
from forums.models import BackstageMessage, LiveSession, Participant
from forums.queries.pulse import pulse_of

register = template.Library()
Context = dict[str, Any]
LATEST = 100


def _common(context: Context, session: LiveSession) -> Context:
    return {"session": session, "user": context["user"], "csrf_token": context["csrf_token"]}


@register.inclusion_tag("forums/live/_controls.html", takes_context=True)
def live_controls(context: Context, session: LiveSession) -> Context:
    """Pauses, slow mode, and who leads."""
    form = context.get("forms", {}).get("slow") or SlowForm(initial={"seconds": session.slow_seconds})
    return {**_common(context, session), "form": form}


@register.inclusion_tag("forums/live/_pulse.html", takes_context=True)
def live_pulse(context: Context, session: LiveSession) -> Context:
    return {**_common(context, session), "pulse": pulse_of(session, timezone.now())}


@register.inclusion_tag("forums/live/_backstage.html", takes_context=True)
def live_backstage(context: Context, session: LiveSession) -> Context:
    """What facilitators told one another, the newest last, and the box to say more."""
    messages = BackstageMessage.objects.filter(session=session).select_related("by")
    return {
        **_common(context, session),
        "messages": list(reversed(messages.order_by("-said_at", "-pk")[:LATEST])),
        "form": context.get("forms", {}).get("backstage") or BackstageForm(),
    }


@register.inclusion_tag("forums/live/_blocked.html", takes_context=True)
def live_blocked(context: Context, session: LiveSession) -> Context:
    people = Participant.objects.filter(session=session, blocked_at__isnull=False).select_related("user")
    return {**_common(context, session), "people": people.order_by("blocked_at", "pk")}
