from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from exchange.search.highlight import highlight

register = template.Library()


@register.simple_tag
def highlighted(text: str, query: str, length: int = 200) -> SafeString:
    """An excerpt of the text around what was looked for, which is marked."""
    pieces = (
        f"<mark>{escape(words)}</mark>" if is_hit else escape(words)
        for words, is_hit in highlight(text, query, length=length)
    )
    return mark_safe("".join(pieces))  # noqa: S308 - escaped above
