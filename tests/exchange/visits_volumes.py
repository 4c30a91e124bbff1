"""How to enter volumes."""

from collections.abc import Callable

from casestudies.actions.volumes import publish_volume
from tests.casestudies.actions.test_volumes import filled
from tests.exchange.visit import Visit


def published(**kwargs: str) -> Visit:
    return Visit({"slug": publish_volume(volume=filled()).slug, **kwargs})


VISITS: dict[tuple[str, str], Callable[[], Visit]] = {
    ("volume", ""): published,
    ("volume", "it is being put together"): lambda: Visit({"slug": filled().slug}),
    ("volume_export", ""): lambda: published(extension="txt"),
    ("new_volume", ""): lambda: Visit({}, {"title": "What nine cities learned"}),
    ("compose_volume", ""): lambda: Visit({"slug": filled().slug}, {"title": "What nine cities learned"}),
    ("publish_volume", ""): lambda: Visit({"slug": filled().slug}),
}
