from collections.abc import Container

from django import template

register = template.Library()


@register.filter
def is_in(value: str, container: Container[str]) -> bool:
    """Whether a value is one of some."""
    return value in container
