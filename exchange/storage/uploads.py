"""A limit for uploaded files that costs neither the disk nor the rest of the form.

Django's own way to stop an upload throws away the fields that come after the file, and so what a
person typed there. Here the rest of a file beyond the limit is read and dropped. The form then finds
a file that is marked as too large, beside everything else that was sent.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from exchange.errors import ActionError

MEGABYTE = 1024 * 1024
LARGEST_FILE = 12 * MEGABYTE
MOST_IN_ONE_REQUEST = 4 * LARGEST_FILE
"""What all files of one form may take together; those that come later count as too large."""


class FileTooLarge(ActionError):
    """More than we take. ``limit`` is what the person may send, in bytes."""

    status = 413

    def __init__(self, message: str | Promise | None = None, *, size: int = 0, limit: int = LARGEST_FILE):
        super().__init__(message or _too_large(size=size, limit=limit))


class TooLargeFile(UploadedFile):  # type: ignore[type-arg]  # not generic when it runs
    """What stands in a form for a file beyond the limit: its name and size, and nothing to read."""

    def __init__(self, *, name: str, content_type: str | None, size: int) -> None:
        super().__init__(file=BytesIO(), name=name, content_type=content_type, size=size)


class LimitedUploadHandler(TemporaryFileUploadHandler):
    """Keeps a file in a temporary one up to the limit; lets go of it, disk included, beyond."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken = 0
        self.is_too_large = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.is_too_large = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.is_too_large:
            return
        size = start + len(raw_data)
        if size > LARGEST_FILE or self.taken + size > MOST_IN_ONE_REQUEST:
            self.is_too_large = True
            self.file.close()  # which deletes it
            return
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        if self.is_too_large:
            return TooLargeFile(name=str(self.file_name), content_type=self.content_type, size=file_size)
        self.taken += file_size
        return super().file_complete(file_size)


def is_too_large(file: object) -> bool:
    """Whether this came in with a form, and was beyond the limit: there is nothing to read in it."""
    return isinstance(file, TooLargeFile)


def refuse_too_large(file: object, *, limit: int = LARGEST_FILE) -> None:
    """Raises FileTooLarge for an upload that was cut short, or is larger than this page takes."""
    size = getattr(file, "size", None) or 0
    if is_too_large(file) or size > limit:
        raise FileTooLarge(size=size, limit=limit)


def megabytes(size: int) -> str:
    """As people read it: never "12 MB" for something that is a little more than that."""
    return f"{-(-size * 10 // MEGABYTE) / 10:g}"


def _too_large(*, size: int, limit: int) -> str:
    allowed = megabytes(limit)
    if size <= limit:  # one file too many in one form, or a size that nobody counted
        return _("The files are too large together. Send fewer at once; one may have %(limit)s MB.") % {
            "limit": allowed
        }
    return _("The file has %(size)s MB; at most %(limit)s MB can be taken. Send a smaller one.") % {
        "size": megabytes(size),
        "limit": allowed,
    }
