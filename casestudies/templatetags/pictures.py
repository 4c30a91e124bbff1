"""Pictures on pages: their addresses, and how many bytes each would cost its reader."""

from dataclasses import dataclass

from django import template
from django.urls import reverse

from casestudies.models import CasePicture

register = template.Library()
MIDDLE = 640


@dataclass(frozen=True)
class Size:
    """One width of a picture in its three formats; ``bytes`` is of the JPEG, the largest of them."""

    width: int
    height: int
    bytes: int
    avif: str
    webp: str
    jpeg: str


@register.filter
def sizes(picture: CasePicture) -> list[Size]:
    """All widths of a picture, narrowest first."""
    widths: dict[int, dict[str, int]] = {}
    for made in picture.renditions:
        size = widths.setdefault(made["width"], {"height": made["height"], "bytes": 0})
        if made["format"] == "jpeg":
            size["bytes"] = made["bytes"]
    return [
        Size(
            width,
            size["height"],
            size["bytes"],
            *(_url(picture, width, ending) for ending in ("avif", "webp", "jpg")),
        )
        for width, size in sorted(widths.items())
    ]


@register.filter
def to_offer(all_sizes: list[Size]) -> list[Size]:
    """What a reader may choose between: one that fits a page, and the large one if there is a larger."""
    fitting = [size for size in all_sizes if size.width <= MIDDLE] or all_sizes
    return [*fitting[-1:], *(size for size in all_sizes[-1:] if size.width > MIDDLE)]


def _url(picture: CasePicture, width: int, extension: str) -> str:
    return reverse("picture", args=[picture.key, width, extension])
