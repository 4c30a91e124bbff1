"""An uploaded file becomes a picture for pages: three formats at a few widths, and nothing but pixels.

What a camera or an editing program wrote beside the pixels (the place, the name of the owner, earlier
versions) never gets any further: each rendition is made of an image that was made of bare pixels.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import IO

from PIL import Image, UnidentifiedImageError

from exchange.storage.pixels import bare_pixels, on_white
from exchange.storage.refusals import (
    LONGEST_SIDE,
    MOST_PIXELS,
    SHORTEST_SIDE,
    PictureBroken,
    PictureEmpty,
    PictureHasTooManyPixels,
    PictureTooSmall,
    unknown_picture,
)
from exchange.storage.uploads import LARGEST_FILE, FileTooLarge, refuse_too_large

WIDTHS = (320, 640, 1280)
FORMATS_TAKEN = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF")
FORMATS_MADE = ("avif", "webp", "jpeg")
"""Best first, as a page's <picture> lists them."""


@dataclass(frozen=True, slots=True)
class Rendition:
    width: int
    height: int
    format: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Picture:
    """``width`` and ``height`` are the upload's, as it is looked at; ``sha256`` is of its bytes."""

    width: int
    height: int
    renditions: tuple[Rendition, ...]
    colour: str
    sha256: str


def prepare_picture(file: IO[bytes]) -> Picture:
    """The renditions of an uploaded picture. The same bytes always give the same picture.

    What the file is called counts for nothing; of several frames the first is taken. Raises
    FileTooLarge and the refusals of PictureRefused.
    """
    content = _content(file)
    image = _opened(content)
    try:
        (width, height), pixels = bare_pixels(image, widest=WIDTHS[-1])
        colour = _dominant_colour(pixels)
    except Exception as error:  # Pillow's readers raise nearly anything on a broken file
        raise PictureBroken from error
    finally:
        image.close()
    return Picture(
        width=width,
        height=height,
        renditions=tuple(_renditions(pixels, original=(width, height))),
        colour=colour,
        sha256=sha256(content).hexdigest(),
    )


def _content(file: IO[bytes]) -> bytes:
    refuse_too_large(file)
    file.seek(0)
    content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise FileTooLarge(size=len(content))
    if not content:
        raise PictureEmpty
    return content


def _opened(content: bytes) -> Image.Image:
    """The picture with its header read and nothing decoded."""
    try:
        image = Image.open(BytesIO(content), formats=FORMATS_TAKEN)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureHasTooManyPixels from error
    except UnidentifiedImageError as error:
        raise unknown_picture(content) from error
    except Exception as error:
        raise PictureBroken from error
    width, height = image.size
    try:
        if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
            raise PictureHasTooManyPixels(width=width, height=height)
        if min(width, height) < SHORTEST_SIDE:
            raise PictureTooSmall(width=width, height=height)
    except Exception:
        image.close()
        raise
    return image


def _renditions(pixels: Image.Image, *, original: tuple[int, int]) -> Iterator[Rendition]:
    """Never wider than the original: one that is smaller than a width is given at its own."""
    width, height = original
    for wide in [*(wide for wide in WIDTHS if wide < width), min(width, WIDTHS[-1])][: len(WIDTHS)]:
        size = (wide, max(1, round(height * wide / width)))
        resized = pixels if pixels.size == size else pixels.resize(size, Image.Resampling.LANCZOS)
        for made in FORMATS_MADE:
            yield Rendition(width=size[0], height=size[1], format=made, content=_encoded(resized, made))


def _encoded(image: Image.Image, made: str) -> bytes:
    target = BytesIO()
    match made:
        case "avif":  # one thread: how the work is shared out would show in the bytes
            image.save(target, "AVIF", quality=50, speed=8, max_threads=1)
        case "webp":
            image.save(target, "WEBP", quality=68, method=4)
        case _:
            on_white(image).save(target, "JPEG", quality=72, optimize=True, progressive=True)
    return target.getvalue()


def _dominant_colour(image: Image.Image) -> str:
    """What fills the place of the picture until it is there: the commonest of its eight main colours."""
    small = on_white(image).resize((64, 64), Image.Resampling.BOX)
    main = small.quantize(8, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    counts = main.histogram()
    index = counts.index(max(counts))
    red, green, blue = (main.getpalette() or [])[index * 3 : index * 3 + 3]
    return f"#{red:02x}{green:02x}{blue:02x}"
