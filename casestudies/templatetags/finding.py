"""Parts of the search page of which there are hundreds: written in one go, for a template takes long.

``format_html`` would take a quarter of the page's time, so they escape with what it escapes with.
"""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from casestudies.content.filters import Filters
from casestudies.models import Municipality
from casestudies.presentation.finding import FacetGroup
from casestudies.presentation.place_map import PlaceMap

register = template.Library()

FINDS_NOTHING = ' class="finds-nothing"'


@register.simple_tag
def address_of_page(filters: Filters, page: int) -> str:
    """What follows the "?" of one page of what was found."""
    return filters.query_string(page=page)


@register.simple_tag
def address_in_place(place_map: PlaceMap, place: Municipality) -> str:
    return place_map.address(place)


@register.simple_tag
def choices_of(group: FacetGroup) -> SafeString:
    """A box for each value of a facet, with how many case studies it would find."""
    name = escape(group.facet)
    found = f'<span class="unseen"> {escape(_("found"))}</span>'
    boxes = (
        f"<label{'' if total else FINDS_NOTHING}>"
        f'<input type="checkbox" name="{name}" value="{escape(value)}"{" checked" if is_chosen else ""}>'
        f'<span>{escape(label)}</span> <span class="facet-total">{total}{found}</span></label>'
        for value, label, total, is_chosen in group.choices
    )
    return mark_safe("\n".join(boxes))  # noqa: S308 - escaped above


@register.simple_tag
def options_of(places: Iterable[Municipality], chosen: str) -> SafeString:
    """An option for each municipality that stands."""
    options = (
        f'<option value="{escape(place.code)}"{" selected" if place.code == chosen else ""}>'
        f"{escape(str(place))}</option>"
        for place in places
        if place.merged_into_id is None
    )
    return mark_safe("\n".join(options))  # noqa: S308 - escaped above
