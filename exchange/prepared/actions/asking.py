"""Asking for a file that is made in the background."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from exchange.prepared.actions.making import make_file
from exchange.prepared.models import FileState, PreparedFile
from exchange.prepared.originals import find

MOST_ON_THE_WAY = 5


class NothingToPrepare(ActionError):
    code = "nothing_to_prepare"
    status = 404
    message = _("This is not there any more, or not in that format. Go back and choose again.")


class TooManyOnTheWay(ActionError):
    code = "too_many_files"
    status = 429
    message = _("Five of your files are being made already. Wait until one of them is ready, then ask again.")


def ask_for_file(*, owner: User, kind: str, key: str, format: str, now: datetime) -> PreparedFile:
    """Have a file made; asked again while it is on its way, it is the same one.

    Raises NothingToPrepare, TooManyOnTheWay.
    """
    original = find(kind, key, owner)
    if original is None or format not in original.formats:
        raise NothingToPrepare
    wanted = {"owner": owner, "kind": kind, "key": key, "format": format}
    if (known := PreparedFile.objects.on_the_way().filter(**wanted).first()) is not None:
        return known
    if PreparedFile.objects.of(owner).on_the_way().count() >= MOST_ON_THE_WAY:
        raise TooManyOnTheWay
    try:
        with transaction.atomic():
            file = PreparedFile.objects.create(**wanted, asked_at=now)
            make_file.later(file_id=file.pk)
    except IntegrityError:  # asked twice at the same moment
        return PreparedFile.objects.on_the_way().get(**wanted)
    return file


@transaction.atomic
def ask_again(*, file: PreparedFile, now: datetime) -> PreparedFile:
    """The same file anew, where there is none now."""
    if file.state in (FileState.FAILED, FileState.THROWN_AWAY):
        file.delete()
    return ask_for_file(owner=file.owner, kind=file.kind, key=file.key, format=file.format, now=now)
