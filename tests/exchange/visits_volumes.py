"""How to enter volumes."""

from collections.abc import Callable

from casestudies.access import launch_key
from casestudies.actions.volumes import publish_volume
from casestudies.models import EngagementKind
from exchange.permissions import Part
from tests.casestudies.actions.test_volumes import filled
from tests.exchange.visit import Visit
from tests.factories import make_engagement


def published(**kwargs: str) -> Visit:
    return Visit({"slug": publish_volume(volume=filled()).slug, **kwargs})


def launched() -> Visit:
    """An engagement in person; who holds its signed link needs no login."""
    launch = make_engagement("launch", kind=EngagementKind.IN_PERSON)
    return Visit({"slug": launch.slug}, parts={Part.KEY_HOLDER: lambda _client: {"key": launch_key(launch)}})


VISITS: dict[tuple[str, str], Callable[[], Visit]] = {
    ("launch_screen", ""): launched,
    ("volume", ""): published,
    ("volume", "it is being put together"): lambda: Visit({"slug": filled().slug}),
    ("volume_export", ""): lambda: published(extension="txt"),
    ("new_volume", ""): lambda: Visit({}, {"title": "What nine cities learned"}),
    ("compose_volume", ""): lambda: Visit({"slug": filled().slug}, {"title": "What nine cities learned"}),
    ("publish_volume", ""): lambda: Visit({"slug": filled().slug}),
}
