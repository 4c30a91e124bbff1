"""A summary as text to copy, on its page."""

from typing import Any

from django import template

from casestudies.presentation.sharing import SharedText, shared_text
from exchange.errors import ActionError
from forums.models import Summary
from forums.presentation import document_of_summary

register = template.Library()


@register.inclusion_tag("forums/_summary_text.html")
def summary_text(summary: Summary) -> dict[str, Any]:
    """The whole text, with the links that pass it on; nothing where a quotation no longer holds."""
    return {"share": _shared(summary)}


def _shared(summary: Summary) -> SharedText | None:
    try:
        document = document_of_summary(summary)
    except ActionError:
        return None  # the page says itself which quotation it is
    return None if document.is_empty else shared_text(document)
