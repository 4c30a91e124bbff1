"""Pictures as people send them, made here."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

SECRET = b"Demonstration Secret 4711"
ORIENTATION, ARTIST, GPS = 0x0112, 0x013B, 0x8825


def quadrants(size: tuple[int, int] = (400, 200), mode: str = "RGB") -> Image.Image:
    """Red at the upper left, blue at the lower right, white elsewhere: a turn shows."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    width, height = size
    draw.rectangle((0, 0, width // 2 - 1, height // 2 - 1), fill=(200, 0, 0))
    draw.rectangle((width // 2, height // 2, width, height), fill=(0, 0, 200))
    return image.convert(mode)


def saved(image: Image.Image, format: str, **options: Any) -> BytesIO:
    file = BytesIO()
    image.save(file, format, **options)
    file.seek(0)
    return file


def exif(orientation: int = 1) -> Image.Exif:
    """With a place, which cameras write into each picture, and an owner."""
    data = Image.Exif()
    data[ORIENTATION] = orientation
    data[ARTIST] = SECRET.decode()
    data.get_ifd(GPS).update({1: "S", 2: (33.0, 55.0, 29.0), 29: SECRET.decode()})
    return data


def png_header(width: int, height: int) -> BytesIO:
    """A PNG of a few bytes that says it is as large as you like."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1000)
    return BytesIO(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def webp_header(width: int, height: int) -> BytesIO:
    extended = b"VP8X" + struct.pack("<I", 10) + b"\x02\0\0\0"
    extended += (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBP" + extended + b"ANIM" + struct.pack("<I", 6) + b"\0" * 6
    return BytesIO(b"RIFF" + struct.pack("<I", len(body)) + body)
