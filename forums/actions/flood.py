"""How much one person may post, and when the same words come again and again."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from exchange.errors import ActionError
from exchange.people.models import User
from forums.models import Post

NEWCOMER = timedelta(days=1)
SHORTEST_COPY = 40  # characters: "Thank you!" is said in many threads
COPIES = 2  # in other threads within a day; the next one waits


class TooManyPosts(ActionError):
    """A flood. Whoever typed it by hand waits a little and sends it again."""

    status = 429
    code = "flood"
    message = _(
        "You have posted a lot in a short time. Please wait %(wait)s and send it again; your words are kept."
    )

    def __init__(self, wait: timedelta) -> None:
        minutes = max(1, -(-int(wait.total_seconds()) // 60))
        told = ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
        if minutes > 90:
            hours = -(-minutes // 60)
            told = ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
        super().__init__(self.message % {"wait": told})


def limits_of(user: User, now: datetime) -> dict[timedelta, int]:
    """How many posts within which time. An account's first day has half."""
    share = 2 if now - user.date_joined < NEWCOMER else 1
    limits = {
        timedelta(minutes=1): settings.POSTS_A_MINUTE,
        timedelta(hours=1): settings.POSTS_AN_HOUR,
        timedelta(days=1): settings.POSTS_A_DAY,
    }
    return {span: max(1, limit // share) for span, limit in limits.items()}


def require_no_flood(*, user: User, now: datetime) -> None:
    """Raises TooManyPosts."""
    limits = limits_of(user, now)
    recent = Post.objects.filter(author=user, posted_at__gt=now - max(limits), posted_at__lte=now)
    names = {span: f"within_{int(span.total_seconds())}" for span in limits}
    counts = recent.aggregate(
        **{name: Count("pk", filter=Q(posted_at__gt=now - span)) for span, name in names.items()}
    )
    for span in sorted(limits, reverse=True):
        if counts[names[span]] >= limits[span]:
            nth = recent.filter(posted_at__gt=now - span).order_by("-posted_at")[limits[span] - 1]
            raise TooManyPosts(nth.posted_at + span - now)


def is_copied_around(*, user: User, text: str, now: datetime) -> bool:
    """Whether somebody put the same words into several threads today."""
    both = (text, text.partition("\n")[2])  # of a new thread we are given the title first
    said = [words for words in both if len(words) >= SHORTEST_COPY]
    if not said:
        return False
    copies = Post.objects.filter(author=user, posted_at__gt=now - timedelta(days=1), source__in=said)
    return copies.values("thread").distinct().count() >= COPIES
