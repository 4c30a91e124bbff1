import gzip
import re
from pathlib import Path

import pytest

from casestudies import dot_map
from casestudies.dot_map import Centroid, Dot

ROOT = Path(__file__).resolve().parents[2]
ZERO_LENGTH = re.compile(r"m(-?\d+) (-?\d+)h0")


@pytest.fixture(scope="module")
def dots() -> list[Dot]:
    return dot_map.points(dot_map.read_centroids(ROOT / "casestudies" / "data" / "municipalities.csv"))


def cells_of(path: str) -> list[tuple[int, int]]:
    """Where the strokes of a path stand: the moves added up."""
    x = y = 0
    cells = []
    for across, down in ZERO_LENGTH.findall(path):
        x, y = x + int(across), y + int(down)
        cells.append((x, y))
    return cells


def test_points_draw_each_of_the_257_once_and_inside_the_plane(dots: list[Dot]) -> None:
    assert len(dots) == len({dot.code for dot in dots}) == 257
    assert all(0 < dot.x < dot_map.WIDTH and 0 < dot.y < dot_map.HEIGHT for dot in dots)


def test_points_put_cape_town_in_the_south_west_and_musina_in_the_north(dots: list[Dot]) -> None:
    by_code = {dot.code: dot for dot in dots}
    assert by_code["CPT"].x < by_code["JHB"].x < by_code["ETH"].x
    assert min(dots, key=lambda dot: dot.y).code == "LIM341"


def test_points_leave_out_a_place_without_coordinates() -> None:
    places = [Centroid("DEMO1", "B", None, None), Centroid("NMA", "A", -33.804, 25.493)]
    assert [dot.code for dot in dot_map.points(places)] == ["NMA"]


def test_points_place_a_municipality_alike_whatever_stands_beside_it(dots: list[Dot]) -> None:
    alone = dot_map.points([Centroid("NMA", "A", -33.804, 25.493)])
    assert alone == [dot for dot in dots if dot.code == "NMA"]


def test_map_svg_paths_hold_every_dot_of_a_category(dots: list[Dot]) -> None:
    paths = dot_map.map_svg_paths(dots)
    assert list(paths) == ["A", "B", "C"]
    for category, path in paths.items():
        assert sorted(cells_of(path)) == sorted({(dot.x, dot.y) for dot in dots if dot.category == category})


def test_map_svg_paths_of_nothing_are_nothing() -> None:
    assert dot_map.map_svg_paths([]) == {}


def test_path_data_is_relative_zero_length_strokes() -> None:
    assert dot_map.path_data([(20, 9), (12, 9), (4, 40)]) == "m12 9h0m8 0h0m-16 31h0"


def test_weave_shows_eight_metros_and_leaves_lesotho_open(dots: list[Dot]) -> None:
    cloth = dot_map.weave(dots)
    cells = cloth.ground + cloth.places + cloth.metros
    assert len(cloth.metros) == 8
    assert len(cells) == len(set(cells))
    x, y = dot_map.project(-29.6, 28.3)  # Thaba-Tseka, in the middle of Lesotho
    assert min((cell_x - x) ** 2 + (cell_y - y) ** 2 for cell_x, cell_y in cells) > 16**2


def test_the_images_in_static_are_what_the_module_draws(dots: list[Dot]) -> None:
    images = ROOT / "static" / "img"
    assert (images / "emblem.svg").read_text(encoding="utf-8") == dot_map.emblem_svg(dots)
    assert (images / "favicon.svg").read_text(encoding="utf-8") == dot_map.icon_svg(dots)


def test_the_emblem_is_about_one_kilobyte(dots: list[Dot]) -> None:
    assert len(gzip.compress(dot_map.emblem_svg(dots).encode())) < 1024
