"""A small picture for the tests."""

from io import BytesIO

from PIL import Image


def _png() -> bytes:
    written = BytesIO()
    Image.new("RGB", (120, 80), "#D9952B").save(written, "PNG")
    return written.getvalue()


PICTURE = _png()
