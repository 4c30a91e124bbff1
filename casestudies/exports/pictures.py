"""A figure's picture as documents hold it: upright, no wider than print needs, and nothing but pixels."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO

from PIL import Image

from casestudies.exports.document import Figure, PictureGone
from exchange.storage.pixels import bare_pixels, on_white

WIDEST = 1600  # pixels: the width of the text on A4 at 270 to the inch
LARGEST_PNG = 600_000  # bytes; what is more is a photograph, which JPEG holds in a tenth
QUALITY = 82


@dataclass(frozen=True)
class Picture:
    content: bytes
    media_type: str
    width: int
    height: int

    @property
    def name(self) -> str:
        """A file name that the same picture always has."""
        ending = "png" if self.media_type == "image/png" else "jpg"
        return f"{sha256(self.content).hexdigest()[:16]}.{ending}"


def picture_of(figure: Figure) -> Picture | None:
    """None for one that is gone or broken: its alt text then stands in its place."""
    try:
        with Image.open(BytesIO(figure.content())) as image:
            drawn = image.format in {"PNG", "GIF"}
            _size, pixels = bare_pixels(image, widest=WIDEST)
    except PictureGone:
        return None
    except Exception:  # Pillow's readers raise nearly anything on a broken file
        return None
    content = _written(pixels, "PNG", optimize=True) if drawn else b""
    media_type = "image/png"
    if not content or len(content) > LARGEST_PNG:
        content = _written(on_white(pixels), "JPEG", quality=QUALITY, optimize=True)
        media_type = "image/jpeg"
    return Picture(content, media_type, *pixels.size)


def _written(pixels: Image.Image, kind: str, **options: object) -> bytes:
    file = BytesIO()
    pixels.save(file, kind, **options)
    return file.getvalue()
