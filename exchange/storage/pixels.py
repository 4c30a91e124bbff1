"""From a picture of any kind to bare sRGB pixels that stand upright."""

from io import BytesIO

from PIL import Image, ImageCms

ORIENTATION = 0x0112
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
ON_ITS_SIDE = (5, 6, 7, 8)
SRGB = ImageCms.createProfile("sRGB")


def bare_pixels(image: Image.Image, *, widest: int) -> tuple[tuple[int, int], Image.Image]:
    """The size of the picture as it is looked at, and its pixels at most so wide, as RGB or RGBA.

    Made small before the colours are worked out, for that is what takes the time. Raises nearly
    anything on a broken file.
    """
    profile = image.info.get("icc_profile")
    size = image.size
    turn = _turn(image)
    final = (size[1], size[0]) if turn in ON_ITS_SIDE else size
    _decode_smaller(image, by=final[0] // widest)
    image.load()
    pixels = _resizable(image)
    if image.format == "TIFF":  # its reader turns the picture itself, as it is loaded
        final = pixels.size
    elif turn in TURNS:
        pixels = pixels.transpose(TURNS[turn])
    if final[0] > widest:
        wanted = (widest, max(1, round(final[1] * widest / final[0])))
        pixels = pixels.resize(wanted, Image.Resampling.LANCZOS, reducing_gap=3.0)
    return final, _without_anything_else(_in_srgb(pixels, profile))


def on_white(image: Image.Image) -> Image.Image:
    """For a format that knows no transparency."""
    if image.mode == "RGB":
        return image
    page = Image.new("RGB", image.size, "white")
    page.paste(image, mask=image.getchannel("A"))
    return page


def _turn(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(ORIENTATION, 1))
    except Exception:  # what cannot be read does not turn a picture that can
        return 1


def _decode_smaller(image: Image.Image, *, by: int) -> None:
    """A JPEG can be decoded at a half, a quarter or an eighth of its size, in as much less time."""
    if image.format in {"JPEG", "MPO"} and by > 1:
        image.draft(None, (image.width // by, image.height // by))


def _resizable(image: Image.Image) -> Image.Image:
    """In a mode in which neighbours can be averaged, with transparency as a channel of its own."""
    if image.mode.startswith("I;16"):
        return image.convert("I").point(lambda value: value / 257).convert("L")
    if image.mode in {"I", "F"}:
        low, high = image.getextrema()
        scale = 255 / ((high - low) or 1)  # type: ignore[operator]
        return image.point(lambda value: value * scale - low * scale).convert("L")  # type: ignore[operator]
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image if image.mode in {"RGB", "L", "CMYK", "LAB"} else image.convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Each picture's colours as screens show them; a profile that cannot be read is passed over."""
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    colours = image.convert("RGB") if alpha else image
    source = ImageCms.createProfile("LAB") if image.mode == "LAB" else None
    try:
        if profile and not source:
            source = ImageCms.ImageCmsProfile(BytesIO(profile)).profile
        if source:
            converted = ImageCms.profileToProfile(colours, source, SRGB, outputMode="RGB")
            colours = converted or colours
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        pass
    colours = colours if colours.mode == "RGB" else colours.convert("RGB")
    if alpha and alpha.getextrema() != (255, 255):
        colours.putalpha(alpha)
    return colours


def _without_anything_else(image: Image.Image) -> Image.Image:
    """A new image of the pixels alone: what the file said beside them would travel into each copy."""
    return Image.frombytes(image.mode, image.size, image.tobytes())
