"""Following threads, boards and networks more or less closely."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.notices.models import NoticeSettings
from exchange.people.models import User
from forums.models import Thread, Watch, WatchLevel
from forums.queries.following import level_of, scopes_of

STRANGERS_TO_FOLLOWING = (WatchLevel.MENTIONS, WatchLevel.MUTED)
"""Who said one of these of a board does not begin to follow its threads by writing in them."""


class NoSuchLevel(ActionError):
    message = _("Please choose how closely you want to follow this.")
    status = 400


def set_watch(*, user: User, scope: str, level: str, now: datetime | None = None) -> Watch:
    """Follow a thread, a board or a network at this level; the same one again is quiet.

    Who may see what the scope names, the caller has asked. Raises NoSuchLevel.
    """
    if level not in WatchLevel.values:
        raise NoSuchLevel
    watch, _created = Watch.objects.update_or_create(
        user=user, scope=scope, defaults={"level": level, "set_at": now or timezone.now()}
    )
    return watch


def follow_own(*, user: User, thread: Thread, now: datetime) -> None:
    """Follow a thread that one writes in, unless one said otherwise: of it, of its board, or for all."""
    if level_of(user, thread) in {WatchLevel.EVERY_POST, *STRANGERS_TO_FOLLOWING}:
        return
    wishes = NoticeSettings.objects.filter(user=user).first() or NoticeSettings()
    if wishes.follows_own_threads:
        Watch.objects.get_or_create(
            user=user,
            scope=scopes_of(thread)[0],
            defaults={"level": WatchLevel.EVERY_POST, "set_at": now},
        )
