"""Throwing prepared files away: when a week is over, when words in them were taken back, when asked to."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from exchange.prepared import storing
from exchange.prepared.models import KEPT_FOR, FileState, PreparedFile, PreparedFileQuerySet
from exchange.work import job

HOLDING_WORDS = (FileState.MAKING, FileState.READY)


def forget_prepared_files(kind: str, key: str | int | None = None) -> int:
    """Throw away every file that is made of this thing, or of this kind; also one that is being made.

    For whoever takes words out of the thing: call it in the same transaction. Their owners are told on
    the page of their files, and may ask again. Returns how many there were.
    """
    files = PreparedFile.objects.filter(kind=kind)
    return _throw_away(files if key is None else files.filter(key=str(key)))


def throw_away(file: PreparedFile) -> None:
    """One whose original has changed since it was made."""
    _throw_away(PreparedFile.objects.filter(pk=file.pk))


def remove_file(*, file: PreparedFile) -> None:
    """Its owner has no more use for it."""
    path = file.path
    file.delete()
    _delete_later([path])


@job()
def forget_old_files() -> str:
    return f"{forget_files(now=timezone.now())} forgotten"


def forget_files(*, now: datetime) -> int:
    """Delete what is older than a week, and what lies there without a row: its owner's account has gone."""
    old = PreparedFile.objects.filter(asked_at__lt=now - KEPT_FOR).delete()[0]
    _delete_strays()
    return old


def _throw_away(files: PreparedFileQuerySet) -> int:
    standing = files.filter(state__in=HOLDING_WORDS)
    paths = list(standing.values_list("path", flat=True))
    reason = _("What it was made of has changed since: words may have been taken back. Ask for it again.")
    standing.update(state=FileState.THROWN_AWAY, path="", size=0, progress=0, fingerprint="", reason=reason)
    _delete_later(paths)
    return len(paths)


def _delete_later(paths: Iterable[str]) -> None:
    """After the commit: a row that came back would miss its file."""
    gone = [path for path in paths if path]

    def delete() -> None:
        for path in gone:
            storing.delete(path)

    transaction.on_commit(delete)


def _delete_strays() -> None:
    """Not while one is being made: for a moment its file has no row."""
    if PreparedFile.objects.filter(state=FileState.MAKING).exists():
        return
    known = set(PreparedFile.objects.exclude(path="").values_list("path", flat=True))
    for path in storing.all_paths():
        if path not in known:
            storing.delete(path)
