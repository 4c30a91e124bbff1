from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from casestudies.slots import fillings

register = template.Library()


@register.simple_tag(takes_context=True)
def slot(context: dict[str, Any], name: str, shown: Any = None) -> SafeString:
    """Show what apps above the library have to say about an object."""
    request = context["request"]
    parts = [
        render_to_string(filling.template, {**filling.context, "shown": shown}, request)
        for filling in fillings(name, request, shown)
    ]
    return mark_safe("".join(parts))  # noqa: S308 - rendered by templates that escape
