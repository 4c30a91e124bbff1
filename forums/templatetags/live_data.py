"""What a session costs in data, and the choice to use less."""

from typing import Any

from django import template

from forums.presentation.low_data import is_data_dear

register = template.Library()


@register.inclusion_tag("forums/live/_data_cost.html", takes_context=True)
def data_cost(context: dict[str, Any]) -> dict[str, Any]:
    return {
        "session": context["session"],
        "is_dear": is_data_dear(context["request"]),
        "csrf_token": context["csrf_token"],
    }


@register.inclusion_tag("forums/live/_low_data_choice.html", takes_context=True)
def low_data_choice(context: dict[str, Any]) -> dict[str, Any]:
    """A box among what is asked at joining; on where the browser saves data, or somebody chose so before."""
    return {"is_dear": is_data_dear(context["request"])}
