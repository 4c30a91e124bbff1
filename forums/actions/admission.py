"""Whether somebody may post here now, and whether the post first waits for a facilitator."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.errors import ActionError
from exchange.people.actions.suspensions import require_not_suspended
from exchange.people.models import Membership, Network, User
from forums.access import facilitates_network
from forums.actions.flood import is_copied_around, require_no_flood
from forums.models import Post, PostState, Thread
from forums.queries.word_list import words_that_hold


class ThreadTakesNoPosts(ActionError):
    message = gettext_lazy("This thread was closed to new posts while you wrote. Your words are kept below.")


class NotInTheNetwork(ActionError):
    message = gettext_lazy("Only members of the network write here. Join it first; your words are kept.")
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

    The reason tells its author that it waits, never which word held it: the queue tells that to the
    facilitator. Raises NotInTheNetwork, Suspended, TooManyPosts.
    """
    require_not_suspended(user=user, network=network, now=now)
    require_membership(user=user, network=network)
    if not is_edit:
        require_no_flood(user=user, now=now)
    if facilitates_network(user, network) if network else user.can_facilitate:
        return Admission()
    if words_that_hold(text, network):
        return Admission(PostState.HELD, _("A facilitator looks at it first."))
    if is_edit:
        return Admission()
    if network and _is_among_the_first(user, network):
        return Admission(
            PostState.HELD, _("A facilitator looks at the first posts of new members of this network.")
        )
    if is_copied_around(user=user, text=text, now=now):
        return Admission(
            PostState.HELD, _("The same words stand in other threads; a facilitator looks first.")
        )
    return Admission()


def _is_among_the_first(user: User, network: Network) -> bool:
    """Whether fewer posts than the network asks for were let through so far."""
    if not network.held_posts:
        return False
    passed = Post.objects.filter(author=user, thread__network=network, state=PostState.VISIBLE)
    return passed[: network.held_posts].count() < network.held_posts


def require_thread_takes_posts(thread: Thread) -> None:
    """Raises ThreadTakesNoPosts."""
    if not thread.takes_posts:
        raise ThreadTakesNoPosts
