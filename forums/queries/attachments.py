"""The files of the posts on a page, as a person may see them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from forums.models import Attachment, AttachmentKind, Post, ScanState
from forums.queries.shown import ThreadPage

MIDDLE = 640  # pixels: wide enough for a phone


@dataclass(frozen=True)
class Size:
    """One width of a picture in three formats; ``bytes`` is of the JPEG, the largest of them."""

    width: int
    height: int
    bytes: int
    avif: str
    webp: str
    jpeg: str


@dataclass(frozen=True)
class ShownFile:
    """``is_waiting``: the scanner has not looked at it, and only its sender gets it."""

    row: Attachment
    url: str
    sizes: tuple[Size, ...] = ()
    is_waiting: bool = False
    is_refused: bool = False
    is_own: bool = False


def files_of_page(page: ThreadPage) -> None:
    """Put each post's files beside it: one query for the page, and none where no post has any."""
    readable = [shown.post for shown in page.posts if shown.has_words and shown.has_files]
    if not readable:
        return
    for post_id, files in files_of(readable, page.user).items():
        page.by_id[post_id].files = files


def files_of(posts: Iterable[Post], user: Any) -> dict[int, list[ShownFile]]:
    """Files by post. Others are told of one that waits, never of one that was refused."""
    me = getattr(user, "pk", None)
    files: dict[int, list[ShownFile]] = defaultdict(list)
    rows = Attachment.objects.filter(post__in=[post.pk for post in posts]).order_by("position", "pk")
    for row in rows:
        is_own = me is not None and row.uploaded_by_id == me
        if row.scan != ScanState.REFUSED or is_own:
            files[row.post_id or 0].append(shown_file(row, is_own=is_own))
    return files


def shown_file(row: Attachment, *, is_own: bool) -> ShownFile:
    sizes = _sizes(row)
    if row.kind == AttachmentKind.PDF:
        url = reverse("attached_pdf", args=[row.public_id, "file"])
    else:
        url = sizes[0].jpeg if sizes else ""
    return ShownFile(
        row,
        url,
        sizes,
        is_waiting=row.scan == ScanState.WAITING,
        is_refused=row.scan == ScanState.REFUSED,
        is_own=is_own,
    )


def _sizes(row: Attachment) -> tuple[Size, ...]:
    """What a reader may choose between: one that fits a phone, and the large one if there is a larger."""
    jpegs = sorted(
        (made["width"], made["height"], made["size"]) for made in row.renditions if made["format"] == "jpeg"
    )
    fitting = [size for size in jpegs if size[0] <= MIDDLE] or jpegs
    chosen = [*fitting[-1:], *(size for size in jpegs[-1:] if size[0] > MIDDLE and size not in fitting)]
    return tuple(Size(*size, *_urls(row, size[0])) for size in chosen)


def _urls(row: Attachment, width: int) -> list[str]:
    return [reverse("attached_picture", args=[row.public_id, width, end]) for end in ("avif", "webp", "jpg")]
