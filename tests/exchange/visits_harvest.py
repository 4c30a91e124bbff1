"""How to enter what is for programs."""

from collections.abc import Callable

from casestudies.dump import write_open_dump
from tests.exchange.visit import Visit
from tests.factories import NOW


def written() -> Visit:
    """A file of an edition."""
    write_open_dump(NOW)
    return Visit({"name": "cases.csv"})


VISITS: dict[tuple[str, str], Callable[[], Visit]] = {
    ("open_file", ""): written,
    ("sitemap_part", ""): lambda: Visit({"section": "pages", "number": 1}),
}
