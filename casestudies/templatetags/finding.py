"""Parts of the search page of which there are hundreds: written in one go, for a template takes long."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from casestudies.content.filters import Filters
from casestudies.models import Municipality
from casestudies.presentation.finding import FacetGroup
from casestudies.presentation.place_map import PlaceMap

register = template.Library()

CHECKED, SELECTED = SafeString(" checked"), SafeString(" selected")
FINDS_NOTHING = SafeString(' class="finds-nothing"')


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
    found = format_html('<span class="unseen"> {}</span>', _("found"))
    return format_html_join(
        "\n",
        '<label{}><input type="checkbox" name="{}" value="{}"{}><span>{}</span>'
        ' <span class="facet-total">{}{}</span></label>',
        (
            (
                "" if total else FINDS_NOTHING,
                group.facet,
                value,
                CHECKED if is_chosen else "",
                label,
                total,
                found,
            )
            for value, label, total, is_chosen in group.choices
        ),
    )


@register.simple_tag
def options_of(places: Iterable[Municipality], chosen: str) -> SafeString:
    """An option for each municipality that stands."""
    return format_html_join(
        "\n",
        '<option value="{}"{}>{}</option>',
        (
            (place.code, SELECTED if place.code == chosen else "", str(place))
            for place in places
            if place.merged_into_id is None
        ),
    )
