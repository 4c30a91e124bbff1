"""A voice that comes with a contribution. It is a name, so it comes only where words are attributed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from exchange.people.models import User
from exchange.storage.scanning import scanner
from exchange.storage.sounds import prepare_sound, store_sound
from forums.actions.attachments import NAME_LENGTH
from forums.actions.scanning import scan_attachment
from forums.models import Attachment, AttachmentKind, Post, ScanState


@dataclass(frozen=True)
class SoundFile:
    """A recording as a form sent it."""

    file: Any


def keep_sound(sound: SoundFile, *, post: Post, by: User | None, now: datetime) -> Attachment:
    """Keep a recording with the post of a contribution. Raises FileTooLarge, NotARecording.

    What the file was called is forgotten: phones call a recording by its owner.
    """
    prepared = prepare_sound(sound.file)
    has_scanner = scanner() is not None
    kept = Attachment.objects.create(
        post=post,
        uploaded_by=by,
        kind=AttachmentKind.AUDIO,
        name=f"recording-{post.number}.{prepared.ending}"[:NAME_LENGTH],
        size=len(prepared.content),
        sha256=prepared.sha256,
        path=store_sound(prepared),
        scan=ScanState.WAITING if has_scanner else ScanState.CLEAN,
        uploaded_at=now,
    )
    if has_scanner:
        scan_attachment.later(attachment_id=kept.pk)
    return kept
