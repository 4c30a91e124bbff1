from django import template

from casestudies.content.filters import Filters

register = template.Library()


@register.simple_tag
def address_of_page(filters: Filters, page: int) -> str:
    """What follows the "?" of one page of what was found."""
    return filters.query_string(page=page)
