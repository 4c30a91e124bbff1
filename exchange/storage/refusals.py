"""Why a file cannot become a picture, in words that tell the person what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.errors import ActionError

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 16_000
SHORTEST_SIDE = 64

_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")


class PictureRefused(ActionError):
    """The parent of all: no picture that we can show."""

    status = 400


class PictureEmpty(PictureRefused):
    message = gettext_lazy("The file is empty. Choose the picture again.")


class NotAPicture(PictureRefused):
    message = gettext_lazy(
        "This file is no picture that we know. Send it as JPEG, PNG, WebP, AVIF, GIF or TIFF."
    )


class PictureIsADrawing(PictureRefused):
    message = gettext_lazy(
        "This is an SVG drawing, which can hold a program. Export it as PNG and send that instead."
    )


class PictureIsHeic(PictureRefused):
    message = gettext_lazy(
        "This is a HEIC picture, as some phones make them. Export or share it as JPEG and send that instead."
    )


class PictureBroken(PictureRefused):
    message = gettext_lazy(
        "The picture is broken or incomplete. Open it in a picture program, save it again as JPEG or PNG,"
        " and send that."
    )


class PictureHasTooManyPixels(PictureRefused):
    def __init__(self, message: str | Promise | None = None, *, width: int = 0, height: int = 0) -> None:
        most = _(
            "At most %(most)s million pixels can be taken, and %(side)s on one side. Make it smaller."
        ) % {
            "most": MOST_PIXELS // 1_000_000,
            "side": f"{LONGEST_SIDE:,}",
        }
        if width and height:
            has = _("The picture has %(width)s × %(height)s pixels.") % {
                "width": f"{width:,}",
                "height": f"{height:,}",
            }
        else:
            has = _("The picture has too many pixels.")
        super().__init__(message or f"{has} {most}")


class PictureTooSmall(PictureRefused):
    def __init__(self, message: str | Promise | None = None, *, width: int = 0, height: int = 0) -> None:
        super().__init__(
            message
            or _(
                "The picture has only %(width)s × %(height)s pixels, and needs %(least)s on each side."
                " Send the original, not its small preview."
            )
            % {"width": width, "height": height, "least": SHORTEST_SIDE}
        )


def unknown_picture(content: bytes) -> PictureRefused:
    """What to say of a file that none of our readers knows."""
    start = content[:4096]
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        start = start.decode("utf-16", "replace").encode()
    if b"<svg" in start.lower() or b"!doctype svg" in start.lower():
        return PictureIsADrawing()
    if start[4:8] == b"ftyp" and start[8:12] in _HEIC_BRANDS:
        return PictureIsHeic()
    known = ((b"\xff\xd8\xff", 0), (b"\x89PNG\r\n", 0), (b"GIF8", 0), (b"WEBP", 8), (b"avif", 8))
    if any(start[at : at + len(mark)] == mark for mark, at in known):
        return PictureBroken()
    return NotAPicture()
