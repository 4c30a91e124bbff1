"""South Africa as dots: the emblem of the site, and the map on which pages mark municipalities.

Nothing here knows Django. All drawings share one plane, in which a unit is four kilometres. The
projection is equirectangular: degrees of longitude are shortened by the cosine of the country's
mean latitude and nothing else is done. At this size the error is less than half a dot.

The emblem is printed like shweshwe cloth: small dots on an even grid are the ground, a large dot
stands where municipalities are, and the eight metros are the largest. No border is drawn; the shape
of the country, with Lesotho left open, comes from the municipalities themselves.

`python -m casestudies.dot_map` writes the emblem and the icon again.
"""

import csv
from collections.abc import Iterable, Sequence
from math import cos, hypot, radians
from pathlib import Path
from typing import NamedTuple, Protocol

WEST, EAST, NORTH, SOUTH = 16.4, 33.0, -22.1, -34.9
KM_PER_DEGREE = 111.2
KM_PER_UNIT = 4
SHORTENING = cos(radians((NORTH + SOUTH) / 2))
MARGIN = 12
WIDTH = round((EAST - WEST) * SHORTENING * KM_PER_DEGREE / KM_PER_UNIT) + 2 * MARGIN
HEIGHT = round((NORTH - SOUTH) * KM_PER_DEGREE / KM_PER_UNIT) + 2 * MARGIN
VIEW_BOX = f"0 0 {WIDTH} {HEIGHT}"

METRO, DISTRICT = "A", "C"
INDIGO, TERRACOTTA, OCHRE, PAPER = "#1F2F5C", "#B4472B", "#D9952B", "#FBF6EC"

Cell = tuple[int, int]


class Place(Protocol):
    """What the map must know of a municipality; a place without coordinates is not drawn."""

    @property
    def code(self) -> str: ...
    @property
    def category(self) -> str: ...
    @property
    def latitude(self) -> float | None: ...
    @property
    def longitude(self) -> float | None: ...


class Centroid(NamedTuple):
    """A place as a row of municipalities.csv gives it."""

    code: str
    category: str
    latitude: float | None
    longitude: float | None


class Dot(NamedTuple):
    code: str
    x: int
    y: int
    category: str


def project(latitude: float, longitude: float) -> Cell:
    """Where a coordinate falls on the plane, whichever other places are drawn beside it."""
    x = (longitude - WEST) * SHORTENING * KM_PER_DEGREE / KM_PER_UNIT + MARGIN
    y = (NORTH - latitude) * KM_PER_DEGREE / KM_PER_UNIT + MARGIN
    return round(x), round(y)


def points(municipalities: Iterable[Place]) -> list[Dot]:
    """One dot for each municipality that has coordinates, in the order given."""
    return [
        Dot(place.code, *project(place.latitude, place.longitude), place.category)
        for place in municipalities
        if place.latitude is not None and place.longitude is not None
    ]


def map_svg_paths(dots: Iterable[Dot]) -> dict[str, str]:
    """Path data for each category present, to be stroked with round caps; the width is the dot's size."""
    by_category: dict[str, list[Cell]] = {}
    for dot in dots:
        by_category.setdefault(dot.category, []).append((dot.x, dot.y))
    return {category: path_data(cells) for category, cells in sorted(by_category.items())}


def path_data(cells: Iterable[Cell]) -> str:
    """Zero-length strokes, each moved to from the one before it: short to write, and they zip well."""
    parts = []
    last_x = last_y = 0
    for x, y in sorted(set(cells), key=lambda cell: (cell[1], cell[0])):
        parts.append(f"m{x - last_x} {y - last_y}h0")
        last_x, last_y = x, y
    return "".join(parts)


class Weave(NamedTuple):
    """The country on an even hexagonal grid: every cell is in exactly one of the three."""

    ground: list[Cell]
    places: list[Cell]
    metros: list[Cell]


def weave(dots: Sequence[Dot], *, pitch: int = 16) -> Weave:
    """Lay the dots on a hexagonal grid whose neighbours are `pitch` apart."""
    inside = _cells_inside(dots, pitch=pitch)
    places = {_nearest(dot, inside) for dot in dots}
    metros: set[Cell] = set()
    for dot in sorted(dot for dot in dots if dot.category == METRO):
        metros.add(_nearest(dot, [cell for cell in inside if cell not in metros]))
    return Weave(
        ground=[cell for cell in inside if cell not in places | metros],
        places=sorted(places - metros),
        metros=sorted(metros),
    )


def _nearest(dot: Dot, cells: Iterable[Cell]) -> Cell:
    return min(cells, key=lambda cell: (hypot(cell[0] - dot.x, cell[1] - dot.y), cell))


def _cells_inside(dots: Sequence[Dot], *, pitch: int) -> list[Cell]:
    """The cells that a municipality reaches.

    Municipalities are wide where they are few, so the reach of each is most of the way to its
    neighbours. Districts lie over local municipalities and would count the same land twice.
    """
    land = [dot for dot in dots if dot.category != DISTRICT]
    reach = {dot: min(max(_gap(dot, land) * 0.8, pitch * 0.625), pitch * 1.9) for dot in land}
    return [
        (x, y)
        for x, y in _grid(pitch)
        if any(hypot(dot.x - x, dot.y - y) <= distance for dot, distance in reach.items())
    ]


def _gap(dot: Dot, others: Sequence[Dot]) -> float:
    """The mean distance to the four nearest."""
    distances = sorted(hypot(dot.x - other.x, dot.y - other.y) for other in others if other is not dot)[:4]
    return sum(distances) / len(distances) if distances else 0.0


def _grid(pitch: int) -> Iterable[Cell]:
    """Rows 7/8 of a pitch apart (a true hexagon has 0.866), every other one shifted by half.

    Where the grid begins was chosen by eye: from here Lesotho, Gauteng's three metros and Cape
    Agulhas each fall on cells that show them.
    """
    first_x, first_y = pitch // 4 + MARGIN // 2, pitch * 3 // 4 + MARGIN // 2
    for row, y in enumerate(range(first_y, HEIGHT, pitch * 7 // 8)):
        for x in range(first_x + row % 2 * pitch // 2, WIDTH, pitch):
            yield x, y


def emblem_svg(dots: Sequence[Dot]) -> str:
    """The emblem as a file of its own, indigo and terracotta.

    `<svg><use href="…/emblem.svg#emblem"/></svg>` draws it in the colours of the page around it:
    `currentColor`, and `--emblem-metro` for the metros. `#emblem-small` is for less than 100 pixels.
    """
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{VIEW_BOX}" color="{INDIGO}">'
        "<title>The municipalities of South Africa as dots</title>"
        f"<defs>{_cloth(dots, name='emblem-small', pitch=32, ground=0.72, places=0.72)}</defs>"
        f"{_cloth(dots, name='emblem', pitch=16, ground=0.3, places=0.64)}</svg>\n"
    )


def _cloth(dots: Sequence[Dot], *, name: str, pitch: int, ground: float, places: float) -> str:
    """A group of three paths; the sizes of the dots are parts of the pitch."""
    cloth = weave(dots, pitch=pitch)
    return (
        f'<g id="{name}" fill="none" stroke="currentColor" stroke-linecap="round">'
        f'<path stroke-width="{pitch * ground:g}" d="{path_data(cloth.ground)}"/>'
        f'<path stroke-width="{pitch * places:g}" d="{path_data(cloth.places)}"/>'
        f'<path stroke="var(--emblem-metro,{TERRACOTTA})" stroke-width="{pitch * 0.88:g}"'
        f' d="{path_data(cloth.metros)}"/></g>'
    )


def icon_svg(dots: Sequence[Dot], *, pitch: int = 44, corner: float = 0.19) -> str:
    """The emblem on a coarser grid in a square: at 32 pixels a dot is still a dot.

    `corner` is the radius as a part of the side; systems that cut the corners themselves want 0.
    """
    cloth = weave(dots, pitch=pitch)
    land = cloth.ground + cloth.places
    across = [x for x, _ in land + cloth.metros]
    down = [y for _, y in land + cloth.metros]
    side = max(across) - min(across) + 88
    left = (min(across) + max(across) - side) // 2
    top = (min(down) + max(down) - side) // 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left} {top} {side} {side}">'
        f'<rect x="{left}" y="{top}" width="{side}" height="{side}" rx="{side * corner:.0f}"'
        f' fill="{INDIGO}"/>'
        f'<g fill="none" stroke="{PAPER}" stroke-linecap="round">'
        f'<path stroke-width="{pitch * 0.72:.0f}" d="{path_data(land)}"/>'
        f'<path stroke="{OCHRE}" stroke-width="{pitch * 0.96:.0f}" d="{path_data(cloth.metros)}"/>'
        "</g></svg>\n"
    )


def read_centroids(path: Path) -> list[Centroid]:
    """The rows of municipalities.csv."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Centroid(row["code"], row["category"], _number(row["lat"]), _number(row["lon"]))
            for row in csv.DictReader(file)
        ]


def _number(text: str) -> float | None:
    return float(text) if text else None


def main() -> None:
    here = Path(__file__).resolve().parent
    images = here.parent / "static" / "img"
    images.mkdir(parents=True, exist_ok=True)
    dots = points(read_centroids(here / "data" / "municipalities.csv"))
    (images / "emblem.svg").write_text(emblem_svg(dots), encoding="utf-8")
    (images / "favicon.svg").write_text(icon_svg(dots), encoding="utf-8")


if __name__ == "__main__":
    main()
