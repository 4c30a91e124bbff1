"""Pictures for the tests of documents."""

from io import BytesIO

from PIL import Image

from casestudies.exports import Figure


def jpeg(width: int = 60, height: int = 40, *, place: bool = False) -> bytes:
    """A small picture; ``place`` writes where it was taken beside its pixels."""
    image = Image.new("RGB", (width, height), "#a33f25")
    exif = Image.Exif()
    if place:
        exif[0x010E] = "Mbali Bay, at the gate"
    file = BytesIO()
    image.save(file, "JPEG", exif=exif)
    return file.getvalue()


def figure(content: bytes = b"", alt: str = "Two lamps at dusk", **changes: object) -> Figure:
    return Figure(alt, "image/jpeg", content or jpeg(), caption="The rank.", credit="Photo: Ben", **changes)


def gone() -> bytes:
    raise OSError("no such file")
