from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from exchange.search.highlight import highlight

register = template.Library()


@register.simple_tag
def highlighted(text: str, query: str, length: int = 200) -> SafeString:
    """An excerpt of the text around what was looked for, which is marked."""
    return format_html_join(
        "",
        "{}",
        (
            (format_html("<mark>{}</mark>", words) if is_hit else words,)
            for words, is_hit in highlight(text, query, length=length)
        ),
    )
