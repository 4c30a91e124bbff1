"""Thanks, agreement, "same here", "we tried this"."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.actions.suspensions import require_not_suspended
from exchange.people.models import User
from forums.actions.admission import require_membership
from forums.models import Post, Reaction, ReactionKind


class NotToOneself(ActionError):
    message = _("You wrote this post yourself; others can react to it.")
    status = 403


class NothingToReactTo(ActionError):
    code = "stale"
    message = _("This post was taken back or hidden meanwhile.")


class ThreadTakesNoReactions(ActionError):
    message = _("This thread was closed meanwhile; nothing more is added to it.")


@transaction.atomic
def set_reaction(
    *, post: Post, by: User, kind: ReactionKind, is_on: bool, now: datetime | None = None
) -> None:
    """Put a reaction of this kind on a post, or take it away. Doing it twice is quiet.

    Raises NotToOneself, NothingToReactTo, ThreadTakesNoReactions, NotInTheNetwork,
    Suspended.
    """
    post = Post.objects.select_related("thread__network").get(pk=post.pk)
    if post.author_id == by.pk:
        raise NotToOneself
    if not post.is_visible:
        raise NothingToReactTo
    if not post.thread.takes_posts:
        raise ThreadTakesNoReactions
    require_membership(user=by, network=post.thread.network)
    require_not_suspended(user=by, network=post.thread.network, now=now or timezone.now())
    if is_on:
        Reaction.objects.get_or_create(
            post=post, user=by, kind=kind, defaults={"reacted_at": now or timezone.now()}
        )
    else:
        Reaction.objects.filter(post=post, user=by, kind=kind).delete()
