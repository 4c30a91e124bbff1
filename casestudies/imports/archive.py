"""A zip that somebody sent, looked through before anything else opens it."""

from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from casestudies.imports.refusals import (
    OutlineBroken,
    OutlineIsLocked,
    OutlineIsOtherOffice,
    OutlineUnpacksTooLarge,
)
from exchange.storage.uploads import MEGABYTE

MOST_MEMBERS = 2_000
LARGEST_MEMBER = 30 * MEGABYTE
MOST_TOGETHER = 60 * MEGABYTE
MOST_TIMES_LARGER = 200
"""What a member over one megabyte may unpack to; Word's own XML becomes some twenty times larger."""

MAIN_PART = "word/document.xml"
_CHUNK = 256 * 1024
_ENCRYPTED = 0x1


def check_archive(content: bytes) -> None:
    """Refuses what unpacks to too much, whatever its directory says, and XML that brings a DTD along.

    A DTD is how XML bombs and references to other files come in; a DOCX may not have one. Raises
    OutlineRefused.
    """
    try:
        with ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
            _check_directory(members)
            left = MOST_TOGETHER
            for member in members:
                left -= _unpacked(archive, member, most=min(left, LARGEST_MEMBER))
            names = {member.filename for member in members}
    except (BadZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise OutlineBroken from error
    except Exception as error:
        if type(error).__module__ in {"zlib", "lzma", "_lzma"}:
            raise OutlineBroken from error
        raise
    if MAIN_PART not in names and "[Content_Types].xml" not in names:
        raise OutlineIsOtherOffice


def _check_directory(members: list[ZipInfo]) -> None:
    sizes = [member.file_size for member in members]
    if len(members) > MOST_MEMBERS or sum(sizes) > MOST_TOGETHER or max(sizes, default=0) > LARGEST_MEMBER:
        raise OutlineUnpacksTooLarge
    for member in members:
        if member.flag_bits & _ENCRYPTED:
            raise OutlineIsLocked
        if member.file_size > max(MEGABYTE, member.compress_size * MOST_TIMES_LARGER):
            raise OutlineUnpacksTooLarge


def _unpacked(archive: ZipFile, member: ZipInfo, *, most: int) -> int:
    """How large it really is. Read in pieces, for the directory may say anything."""
    size = 0
    end = b""
    with archive.open(member) as opened:
        while chunk := opened.read(_CHUNK):
            size += len(chunk)
            if size > most:
                raise OutlineUnpacksTooLarge
            if member.filename.endswith((".xml", ".rels")):
                letters = (end + chunk).replace(b"\0", b"")  # in UTF-16 as well
                if b"<!DOCTYPE" in letters or b"<!ENTITY" in letters:
                    raise OutlineBroken
                end = chunk[-32:]
    return size
