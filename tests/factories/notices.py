"""Who follows what, and what they were told."""

from django.db import models

from exchange.notices.models import Notice, NoticeSettings
from exchange.people.models import User
from forums.actions.watching import set_watch
from forums.models import Post, WatchLevel
from forums.queries.following import scope_of
from tests.factories.time import NOW


def follow(user: User, thing: models.Model, level: str = WatchLevel.EVERY_POST) -> None:
    set_watch(user=user, scope=scope_of(thing), level=level, now=NOW)


def wants_mail(user: User, **paces: str) -> None:
    NoticeSettings.objects.update_or_create(user=user, defaults=paces)


def told_of(post: Post) -> dict[str, str]:
    """Who was told of a post, and why."""
    notices = Notice.objects.filter(source="post", source_id=post.pk).select_related("recipient")
    return {notice.recipient.display_name.split()[0]: notice.reason for notice in notices}
