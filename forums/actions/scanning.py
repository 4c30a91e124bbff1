"""A scanner looks at each file before others get it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from exchange.storage.files import stored
from exchange.storage.papers import stored_paper
from exchange.storage.scanning import scanner
from exchange.storage.sounds import stored_sound
from exchange.work import job
from forums.actions.attachments import refuse_file
from forums.actions.changes import lock_thread, save_change
from forums.actions.telling import tell_about_act
from forums.models import Act, ActKind, Attachment, AttachmentKind, ScanState, Thread


@job(tries=10)
def scan_attachment(*, attachment_id: int) -> str:
    """Ask the site's scanner. Where it says nothing the job fails, and is tried again later."""
    row = Attachment.objects.filter(pk=attachment_id, scan=ScanState.WAITING).first()
    if row is None:
        return "nothing to do"
    scan = scanner()
    verdicts = [scan(content) for content in _contents(row)] if scan else []
    found = ", ".join(verdict.found or "unclean" for verdict in verdicts if not verdict.is_clean)
    with transaction.atomic():
        _keep(row.pk, is_clean=not found)
    return found or "clean"


def _contents(row: Attachment) -> list[bytes]:
    """What would be served: a PDF or a recording as it came, a picture's renditions."""
    if row.kind == AttachmentKind.AUDIO:
        with stored_sound(row.path) as file:
            return [file.read()]
    if row.kind == AttachmentKind.PDF:
        with stored_paper(row.path) as file:
            return [file.read()]
    contents = []
    for rendition in row.renditions:
        with stored(rendition["path"]) as file:
            contents.append(file.read())
    return contents


def _keep(attachment_id: int, *, is_clean: bool) -> None:
    post_id, thread_id = Attachment.objects.values_list("post_id", "post__thread_id").get(pk=attachment_id)
    thread = lock_thread(thread_id) if post_id else None
    row = Attachment.objects.select_for_update().get(pk=attachment_id)
    if row.scan != ScanState.WAITING:
        return
    if is_clean:
        row.scan = ScanState.CLEAN
        row.save(update_fields=["scan"])
    else:
        refuse_file(row)
    if thread:
        save_change(thread)
    if thread and not is_clean:
        tell_about_act(_refusal(row, thread))


def _refusal(row: Attachment, thread: Thread) -> Act:
    """In the log nobody did it; its sender is told as of a facilitator's act."""
    return Act.objects.create(
        kind=ActKind.REFUSE_FILE,
        reason=_("The scanner found something harmful in the file; it was deleted."),
        network=thread.network,
        thread=thread,
        post=row.post,
        attachment=row,
        done_at=timezone.now(),
    )
