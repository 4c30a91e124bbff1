"""Whether somebody may post here now, and whether the post first waits for a facilitator."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import Membership, Network, User
from forums.models import PostState, Thread


class ThreadTakesNoPosts(ActionError):
    message = _("This thread was closed to new posts while you wrote. Your words are kept below.")


class NotInTheNetwork(ActionError):
    message = _("Only members of the network write here. Join it first; your words are kept.")
    status = 403


@dataclass(frozen=True)
class Admission:
    """The state in which a post begins, and why it waits where it does."""

    state: PostState = PostState.VISIBLE
    reason: str = ""


def require_membership(*, user: User, network: Network | None) -> None:
    """Raises NotInTheNetwork."""
    if network and not Membership.objects.standing().filter(user=user, network=network).exists():
        raise NotInTheNetwork


def admission_of(
    *, user: User, network: Network | None, text: str, now: datetime, is_edit: bool = False
) -> Admission:
    """Whether a post of these words begins visible or held.

    Raises NotInTheNetwork.
    """
    require_membership(user=user, network=network)
    return Admission()


def require_thread_takes_posts(thread: Thread) -> None:
    """Raises ThreadTakesNoPosts."""
    if not thread.takes_posts:
        raise ThreadTakesNoPosts
