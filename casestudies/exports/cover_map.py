"""The map on a cover: the country as dots, with the places that the document is about marked."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from casestudies.dot_map import (
    HEIGHT,
    MARGIN,
    OCHRE,
    VIEW_BOX,
    WIDTH,
    Dot,
    Weave,
    path_data,
    points,
    project,
    read_centroids,
    weave,
)
from casestudies.exports.characters import one_line
from casestudies.exports.document import Cover, Place

MUNICIPALITIES = Path(__file__).parent.parent / "data" / "municipalities.csv"
PITCH = 16
GROUND, PAPER = "#8e99bd", "#fbf6ec"


def map_svg(cover: Cover, *, ground: str = GROUND, places: str = PAPER, marked: str = OCHRE) -> str:
    """The map as an SVG without text, script or style, on no ground of its own."""
    cloth = _cloth()
    here = [project(place.latitude, place.longitude) for place in _on_map(cover.places)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{VIEW_BOX}" width="{WIDTH}" height="{HEIGHT}">'
        '<g fill="none" stroke-linecap="round">'
        f'<path stroke="{ground}" stroke-width="{PITCH * 0.3:g}" d="{path_data(cloth.ground)}"/>'
        f'<path stroke="{places}" stroke-width="{PITCH * 0.5:g}"'
        f' d="{path_data(cloth.places + cloth.metros)}"/>'
        f'<path stroke="{marked}" stroke-width="{PITCH * 1.5:g}" d="{path_data(here)}"/></g></svg>\n'
    )


def map_alt(cover: Cover) -> str:
    """What the map shows, for those who can't see it."""
    names = [one_line(place.name) for place in _on_map(cover.places)]
    marked = f"; marked: {', '.join(names)}" if names else ""
    return f"Map of South Africa, each municipality a dot{marked}"


def _on_map(places: Iterable[Place]) -> list[Place]:
    """Those that lie in the drawing: a made-up place may lie anywhere."""
    inside = []
    for place in places:
        x, y = project(place.latitude, place.longitude)
        if MARGIN <= x <= WIDTH - MARGIN and MARGIN <= y <= HEIGHT - MARGIN:
            inside.append(place)
    return inside


@cache
def _cloth() -> Weave:
    dots: list[Dot] = points(read_centroids(MUNICIPALITIES))
    return weave(dots, pitch=PITCH)
