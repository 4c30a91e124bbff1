"""Making a file that somebody asked for, and telling them that it is ready."""

import logging
from datetime import datetime
from time import monotonic
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from exchange.errors import ActionError
from exchange.notices.actions.telling import tell
from exchange.notices.models import NoticeReason
from exchange.prepared import storing
from exchange.prepared.models import ON_THE_WAY, FileState, PreparedFile
from exchange.prepared.originals import Written, find, originals_of
from exchange.work import job

PREPARED_FILE = "prepared_file"
TRIES = 3
SAY_EVERY = 1.0  # second; progress is for the eye
logger = logging.getLogger(__name__)


@job(tries=TRIES)
def make_file(*, file_id: int) -> str:
    """May be called twice: what is ready, or was given up, is left as it is."""
    file = _begin(file_id)
    if file is None:
        return "nothing to make"
    originals = originals_of(file.kind)
    if originals is None or find(file.kind, file.key, file.owner) is None:
        return _fail(file, _("It is not there any more, or you may not see it any more."))
    try:
        written = originals.write(file.key, file.owner, file.format, _Progress(file))
    except ActionError as refused:
        return _fail(file, str(refused.message))
    except Exception:
        if file.tries < TRIES:
            raise  # the worker tries again
        logger.exception("File %s is given up", file.pk)
        return _fail(file, _("Something went wrong on our side. Ask for it again, or take another format."))
    return _finish(file, written, timezone.now())


def _begin(file_id: int) -> PreparedFile | None:
    taken = PreparedFile.objects.on_the_way().filter(pk=file_id)
    if not taken.update(state=FileState.MAKING, progress=1, tries=F("tries") + 1):
        return None
    return PreparedFile.objects.select_related("owner").get(pk=file_id)


def _fail(file: PreparedFile, reason: str) -> str:
    PreparedFile.objects.filter(pk=file.pk, state__in=ON_THE_WAY).update(
        state=FileState.FAILED, reason=reason[:300], progress=0
    )
    return "could not be made"


def _finish(file: PreparedFile, written: Written, now: datetime) -> str:
    """Nothing is handed over if it was thrown away while it was being made: its row says so then."""
    path = storing.keep(written.content, file.format)
    with transaction.atomic():
        kept = PreparedFile.objects.filter(pk=file.pk, state=FileState.MAKING).update(
            state=FileState.READY,
            progress=100,
            path=path,
            size=len(written.content),
            fingerprint=written.fingerprint,
            ready_at=now,
        )
        if kept:
            tell(
                recipient_ids=[file.owner_id],
                reason=NoticeReason.ABOUT_YOU,
                source=PREPARED_FILE,
                source_id=file.pk,
                now=now,
            )
    if not kept:
        storing.delete(path)
        return "thrown away meanwhile"
    return "ready"


class _Progress:
    """Writes down how far it has come, at most once a second and never backwards."""

    def __init__(self, file: PreparedFile) -> None:
        self._rows: Any = PreparedFile.objects.filter(pk=file.pk, state=FileState.MAKING)
        self._said_at = monotonic()

    def __call__(self, percent: int) -> None:
        if monotonic() - self._said_at >= SAY_EVERY:
            self._said_at = monotonic()
            self._rows.filter(progress__lt=percent).update(progress=min(percent, 99))
