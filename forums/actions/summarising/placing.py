"""Where an item stands: in which section of the brief, and before which other."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casestudies.models import BriefSection
from exchange.errors import ActionError
from forums.actions.summarising.drafts import lock_draft
from forums.models import SummaryItem


class ItemMovedMeanwhile(ActionError):
    code = "moved"
    message = _("A colleague moved this item to “%(section)s” meanwhile. Look where it stands, then move it.")

    def __init__(self, item: SummaryItem) -> None:
        super().__init__(self.message % {"section": item.get_section_display()})


@transaction.atomic
def place_item(
    *,
    item: SummaryItem,
    section: BriefSection,
    before: SummaryItem | None = None,
    seen_section: str = "",
) -> SummaryItem:
    """Put an item into a section, before another one or at its end. Doing it twice is quiet.

    A place is said by its neighbour and not by a number, so that what several people move at once all
    holds. A neighbour that went elsewhere meanwhile leaves the end. ``seen_section``: where whoever moves
    it saw it stand. Raises SummaryNotOpenForEditing, ItemMovedMeanwhile.
    """
    summary = lock_draft(item.summary)
    item = SummaryItem.objects.get(pk=item.pk)
    if seen_section and item.section not in {seen_section, section}:
        raise ItemMovedMeanwhile(item)
    others = [one for one in summary.items.order_by("position", "pk") if one.pk != item.pk]
    within = [one for one in others if one.section == section]
    places = [place for place, one in enumerate(within) if before and one.pk == before.pk]
    within.insert(places[0] if places else len(within), item)
    item.section = section
    for position, one in enumerate(within, start=1):
        one.position = position
    SummaryItem.objects.bulk_update(within, ["section", "position"])
    return item


@transaction.atomic
def step_item(*, item: SummaryItem, up: bool) -> SummaryItem:
    """Change places with the neighbour; at the end of a section go on into the next one.

    At the ends of the brief nothing happens. Raises SummaryNotOpenForEditing.
    """
    summary = lock_draft(item.summary)
    item = SummaryItem.objects.get(pk=item.pk)
    within = list(summary.items.filter(section=item.section).order_by("position", "pk"))
    place = within.index(item) + (-1 if up else 1)
    if 0 <= place < len(within):
        after = within[place] if up else (within[place + 1] if place + 1 < len(within) else None)
        return place_item(item=item, section=BriefSection(item.section), before=after)
    sections = list(BriefSection)
    to = sections.index(BriefSection(item.section)) + (-1 if up else 1)
    if not 0 <= to < len(sections):
        return item
    first = summary.items.filter(section=sections[to]).order_by("position", "pk").first()
    return place_item(item=item, section=sections[to], before=None if up else first)
