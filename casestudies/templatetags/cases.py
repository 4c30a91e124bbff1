"""What the parts of a case study's page need beyond what templates can say."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.dates import MONTHS

register = template.Library()


@register.filter
def at(mapping: Mapping[str, Any] | None, key: Any) -> Any:
    """The value under a key that a variable holds; nothing where there is none."""
    return (mapping or {}).get(str(key), "")


@register.filter
def month(written: str) -> str:
    """``2021-07`` as people say it: July 2021. A year stays a year, and so does what is neither."""
    year, _dash, number = str(written).partition("-")
    if number.isdecimal() and 1 <= int(number) <= 12:
        return f"{MONTHS[int(number)]} {year}"
    return str(written)
