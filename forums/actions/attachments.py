"""Files that come with posts: kept as soon as they arrive, so that a refused post costs nobody an upload."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import IO, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from exchange.storage.files import delete_renditions, keep_renditions
from exchange.storage.papers import delete_paper, keep_paper, looks_like_a_pdf, prepare_pdf
from exchange.storage.pictures import prepare_picture
from exchange.storage.refusals import NotAPicture
from exchange.storage.scanning import scanner
from exchange.storage.sounds import delete_sound
from exchange.storage.uploads import refuse_too_large
from exchange.text import clean
from forums.models import Attachment, AttachmentKind, Post, ScanState

MOST_FILES = 4
MOST_WAITING = 40
"""Files without a post that one person may have at a time: drafts hold some, floods hold many."""
KEEP_WAITING = timedelta(days=180)
NAME_LENGTH, DESCRIPTION_LENGTH = 120, 300


class TooManyFiles(ActionError):
    message = _("A post can have %(limit)s files. Take one away, or send the others with another post.")
    status = 400

    def __init__(self) -> None:
        super().__init__(self.message % {"limit": MOST_FILES})


class TooManyWaitingFiles(ActionError):
    message = _("Many of your files wait in drafts. Post or discard some of your drafts first.")
    status = 429


class NeitherPictureNorPdf(ActionError):
    message = _("Only pictures (JPEG, PNG, WebP, AVIF, GIF, TIFF) and PDF files can come with a post.")
    status = 400


class DescriptionMissing(ActionError):
    message = _("Say what the picture shows, for those who cannot see it; or tick that it only decorates.")
    status = 400


@dataclass(frozen=True)
class Upload:
    """A file as a form sent it. A picture has a description, or only decorates."""

    file: Any
    name: str
    description: str = ""
    is_ornament: bool = False


def keep_upload(*, upload: Upload, by: User, now: datetime | None = None) -> Attachment:
    """Keep a file for a post that is yet to come. Only its uploader sees it.

    Raises TooManyWaitingFiles, NeitherPictureNorPdf, DescriptionMissing, and what exchange.storage refuses.
    """
    now = now or timezone.now()
    refuse_too_large(upload.file)
    if Attachment.objects.filter(uploaded_by=by, post=None).count() >= MOST_WAITING:
        raise TooManyWaitingFiles
    description = " ".join(clean(upload.description).split())[:DESCRIPTION_LENGTH]
    fields = _of_a_pdf(upload.file) if looks_like_a_pdf(upload.file) else _of_a_picture(upload, description)
    return Attachment.objects.create(
        **fields,
        uploaded_by=by,
        name=clean_name(upload.name, fields["kind"]),
        description=description,
        scan=ScanState.WAITING if scanner() else ScanState.CLEAN,
        uploaded_at=now,
    )


def _of_a_pdf(file: IO[bytes]) -> dict[str, Any]:
    paper = prepare_pdf(file)
    path = keep_paper(paper)
    return {
        "kind": AttachmentKind.PDF,
        "size": len(paper.content),
        "sha256": paper.sha256,
        "path": path,
    }


def _of_a_picture(upload: Upload, description: str) -> dict[str, Any]:
    try:
        picture = prepare_picture(upload.file)
    except NotAPicture as error:
        raise NeitherPictureNorPdf from error
    if not description and not upload.is_ornament:
        raise DescriptionMissing
    kept = keep_renditions(picture=picture, key=f"p{secrets.token_urlsafe(18)}")
    return {
        "kind": AttachmentKind.PICTURE,
        "size": max(rendition.size for rendition in kept),
        "sha256": picture.sha256,
        "width": picture.width,
        "height": picture.height,
        "renditions": [asdict(rendition) for rendition in kept],
    }


def clean_name(name: str, kind: str) -> str:
    """What a page calls the file: the last step of its path, with an ending that says what it is."""
    words = clean(name).replace("\\", "/").rpartition("/")[2]
    words = " ".join(re.sub(r'[<>:"|?*\n\t]+', " ", words).split()).strip(". ")
    stem = (words.rpartition(".")[0] or words)[: NAME_LENGTH - 4].strip(". ") or str(_("file"))
    return f"{stem}.{'pdf' if kind == AttachmentKind.PDF else 'jpg'}"


def attach(*, post: Post, by: User, public_ids: Sequence[str]) -> None:
    """Give a post the files that its author kept for it; in the post's own transaction.

    A file that is somebody else's, or has a post, is passed over. Raises TooManyFiles.
    """
    if not public_ids:
        return
    waiting = Attachment.objects.select_for_update().filter(
        uploaded_by=by, post=None, public_id__in=public_ids
    )
    place = post.attachments.count()
    rows = sorted(waiting, key=lambda row: list(public_ids).index(row.public_id))
    if place + len(rows) > MOST_FILES:
        raise TooManyFiles
    for position, row in enumerate(rows, start=place):
        row.post, row.position = post, position
        row.save(update_fields=["post", "position"])


def waiting_files(user: User, public_ids: Sequence[str]) -> list[Attachment]:
    """Files that somebody kept and has not posted, in this order."""
    rows = Attachment.objects.filter(uploaded_by=user, post=None, public_id__in=list(public_ids)[:20])
    found = {row.public_id: row for row in rows.exclude(scan=ScanState.REFUSED)}
    return [found[public_id] for public_id in dict.fromkeys(public_ids) if public_id in found]


def drop_files(rows: Iterable[Attachment]) -> None:
    """Delete the rows, and after the commit their files."""
    for row in list(rows):
        _delete_files_later(row)
        row.delete()


def drop_files_of(post: Post) -> None:
    """A post that is taken back takes its files along, from the disk too."""
    drop_files(post.attachments.all())


def refuse_file(row: Attachment) -> None:
    """The scanner found something: the row stays to tell its sender, the file goes."""
    _delete_files_later(row)
    row.scan, row.path, row.renditions = ScanState.REFUSED, "", []
    row.save(update_fields=["scan", "path", "renditions"])


def drop_forgotten_files(*, now: datetime | None = None) -> int:
    """Files that nobody posted for as long as a draft is kept."""
    before = (now or timezone.now()) - KEEP_WAITING
    with transaction.atomic():
        rows = list(Attachment.objects.filter(post=None, uploaded_at__lt=before))
        drop_files(rows)
    return len(rows)


def _delete_files_later(row: Attachment) -> None:
    if row.path:
        delete = delete_sound if row.kind == AttachmentKind.AUDIO else delete_paper
        transaction.on_commit(partial(delete, row.path), robust=True)
    paths = [rendition["path"] for rendition in row.renditions]
    if paths:
        transaction.on_commit(partial(delete_renditions, paths), robust=True)
