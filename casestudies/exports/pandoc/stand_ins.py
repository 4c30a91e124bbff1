"""What pandoc is given in the place of a picture: nothing but its size and a mark.

In its sandbox pandoc reads no file, so a picture comes inside of the tree. A volume's sixty pictures would be
eleven million characters there, each of which it carries around several times; a stand-in is a hundred. The
pictures take the places of their stand-ins when the file is packed (``repack.py``).
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from struct import pack
from zlib import crc32

from casestudies.exports.pictures import Picture


class StandIns:
    """``pictures`` tells by a stand-in's bytes whose place it keeps."""

    def __init__(self) -> None:
        self.pictures: dict[bytes, bytes] = {}

    def address_of(self, picture: Picture) -> str:
        """A ``data:`` address. The same picture has the same one, and so is packed once."""
        mark = sha256(picture.content).hexdigest().encode()
        size = (picture.width, picture.height)
        content = _png(mark, *size) if picture.media_type == "image/png" else _jpeg(mark, *size)
        self.pictures[content] = picture.content
        return f"data:{picture.media_type};base64,{b64encode(content).decode()}"


def _png(mark: bytes, width: int, height: int) -> bytes:
    head = pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"tEXt", b"Comment\0" + mark), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        pack(">I", len(inside)) + name + inside + pack(">I", crc32(name + inside)) for name, inside in parts
    )


def _jpeg(mark: bytes, width: int, height: int) -> bytes:
    identity = b"\xff\xe0" + pack(">H", 16) + b"JFIF\0\1\1\0\0\1\0\1\0\0"
    comment = b"\xff\xfe" + pack(">H", len(mark) + 2) + mark
    colours = b"\3\1\x11\0\2\x11\1\3\x11\1"
    frame = b"\xff\xc0" + pack(">HBHH", 8 + len(colours) - 1, 8, height, width) + colours
    return b"\xff\xd8" + identity + comment + frame + b"\xff\xd9"
