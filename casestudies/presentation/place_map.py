"""The dot-map of municipalities, and the table that says the same."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from casestudies.content.facets import Facet
from casestudies.content.filters import Filters
from casestudies.dot_map import VIEW_BOX, path_data, points
from casestudies.models import Municipality

FROM_COUNTS = (1, 2, 5, 10)  # where the next larger dot begins


class Dots(NamedTuple):
    """Dots of one size: a path to be stroked with round caps."""

    size: int
    path: str


class PlaceRow(NamedTuple):
    municipality: Municipality
    total: int


class PlaceMap(NamedTuple):
    view_box: str
    ground: str
    sizes: list[Dots]
    fictional: list[Dots]
    rows: list[PlaceRow]
    unplaced: int
    provinces: int
    filters: Filters

    def address(self, place: Municipality) -> str:
        """What follows the "?" of a search in one municipality alone."""
        return self.filters.toggled(Facet.MUNICIPALITY, place.code).query_string()


def place_map(
    municipalities: Iterable[Municipality],
    counts: Mapping[str, int],
    *,
    filters: Filters | None = None,
    unplaced: int = 0,
) -> PlaceMap:
    """Every municipality is a faint dot; those that ``counts`` names are larger the more they have.

    A row leads to what ``filters`` find, in its municipality alone.
    """
    shown = list(municipalities)
    rows = [
        PlaceRow(place, counts[place.code])
        for place in sorted(
            shown, key=lambda place: (place.is_demonstration, place.province, place.name, place.code)
        )
        if counts.get(place.code)
    ]
    ground = [place for place in shown if not place.is_demonstration and place.merged_into_id is None]
    return PlaceMap(
        view_box=VIEW_BOX,
        ground=path_data((dot.x, dot.y) for dot in points(ground)),
        sizes=_sizes(row for row in rows if not row.municipality.is_demonstration),
        fictional=_sizes(row for row in rows if row.municipality.is_demonstration),
        rows=rows,
        unplaced=unplaced,
        provinces=len({row.municipality.province for row in rows}),
        filters=(filters or Filters()).without(Facet.MUNICIPALITY),
    )


def _sizes(rows: Iterable[PlaceRow]) -> list[Dots]:
    by_size: dict[int, list[Municipality]] = {}
    for row in rows:
        size = sum(row.total >= least for least in FROM_COUNTS)
        by_size.setdefault(size, []).append(row.municipality)
    drawn = [
        Dots(size, path_data((dot.x, dot.y) for dot in points(places)))
        for size, places in sorted(by_size.items())
    ]
    return [dots for dots in drawn if dots.path]
