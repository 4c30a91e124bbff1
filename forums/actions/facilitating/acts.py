"""The log of facilitating and moderating: who did what, why, and what undoing it needs."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import Network, User
from exchange.text import clean
from forums.actions.telling import tell_about_act
from forums.models import Act, ActKind, Attachment, Post, Thread

REASON_LENGTH = 300
TOLD = frozenset(
    {
        ActKind.APPROVE,
        ActKind.EDIT,
        ActKind.HIDE,
        ActKind.REMOVE,
        ActKind.HIDE_THREAD,
        ActKind.WARN,
        ActKind.SUSPEND,
        ActKind.MOVE,
        ActKind.MARK_ANSWER,
    }
)
"""What is told to the person whom it is about."""


class ReasonMissing(ActionError):
    message = _("Please say why. The reason stands in the log, and whoever it concerns reads it.")
    status = 400


class ReasonTooLong(ActionError):
    message = _("A reason can have %(limit)s characters; yours has %(length)s. Please shorten it.")
    status = 400

    def __init__(self, length: int) -> None:
        super().__init__(self.message % {"limit": REASON_LENGTH, "length": length})


class UndoNotPossible(ActionError):
    message = _("This cannot be undone any more: it was changed again since. Undo the later act first.")


def cleaned_reason(reason: str, *, is_needed: bool = True) -> str:
    """The reason as the log keeps it. Raises ReasonMissing, ReasonTooLong."""
    reason = " ".join(clean(reason).split())
    if is_needed and not reason:
        raise ReasonMissing
    if len(reason) > REASON_LENGTH:
        raise ReasonTooLong(len(reason))
    return reason


def keep_act(
    *,
    kind: ActKind,
    by: User | None,
    now: datetime,
    reason: str = "",
    thread: Thread | None = None,
    post: Post | None = None,
    attachment: Attachment | None = None,
    person: User | None = None,
    network: Network | None = None,
    before: dict[str, Any] | None = None,
) -> Act:
    """Write an act into the log, and tell whom it concerns."""
    if network is None and thread is not None:
        network = thread.network
    act = Act.objects.create(
        kind=kind,
        by=by,
        reason=reason,
        network=network,
        thread=thread,
        post=post,
        attachment=attachment,
        person=person,
        before=before or {},
        done_at=now,
    )
    if kind in TOLD:
        tell_about_act(act)
    return act


def mark_undone(act: Act, *, by: User | None, now: datetime) -> Act:
    act.undone_at, act.undone_by = now, by
    act.save(update_fields=["undone_at", "undone_by"])
    return act


def mark_last_undone(*, kind: ActKind, thread: Thread, by: User, now: datetime) -> None:
    """Note in the log that what the thread's last act of this kind did holds no longer."""
    act = thread.acts.filter(kind=kind, undone_at__isnull=True).order_by("-done_at", "-pk").first()
    if act:
        mark_undone(act, by=by, now=now)
