"""Telling people of a new post: who is named, answered or quoted in it, and who follows.

The strongest reason is told. Nobody is told of their own post, of one that they may not read, or of
anything in a thread that they muted.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.utils import timezone

from exchange.notices.actions.telling import tell
from exchange.notices.models import Notice, NoticeReason
from exchange.work import job
from forums.actions.live.follow_up import answered_by_its_owner
from forums.actions.telling import POST
from forums.models import Mention, Post, PostQuote, WatchLevel
from forums.queries.audience import readers_among
from forums.queries.following import is_told_of, levels_of


@job()
def announce_post(*, post_id: int) -> None:
    """Tell everybody whom a post concerns. Done twice it tells nobody twice."""
    post = _standing(post_id)
    if post is None:
        return
    answered_by_its_owner(post)
    now = timezone.now()
    levels = levels_of(post.thread)
    concerned = _by_strongest_reason(
        {
            NoticeReason.MENTIONED: _mentioned(post),
            NoticeReason.REPLIED: _answered(post),
            NoticeReason.QUOTED: _quoted(post),
            NoticeReason.WATCHED: [
                user_id
                for user_id, level in levels.items()
                if is_told_of(level, opens_the_thread=post.number == 1)
            ],
        }
    )
    told = _who_may_be_told(post, concerned, levels, now)
    for reason in NoticeReason.values:
        recipients = [user_id for user_id in told if concerned[user_id] == reason]
        if recipients:
            tell(recipient_ids=recipients, reason=reason, source=POST, source_id=post.pk, now=now)


@job()
def announce_edit(*, post_id: int) -> None:
    """Tell those whom an edit named for the first time; for the others an edit is no news."""
    post = _standing(post_id)
    if post is None:
        return
    now = timezone.now()
    named = set(_mentioned(post))
    told = Notice.objects.filter(source=POST, source_id=post.pk, recipient__in=named)
    named -= set(told.exclude(reason=NoticeReason.WATCHED).values_list("recipient", flat=True))
    recipients = _who_may_be_told(post, named, levels_of(post.thread), now)
    if recipients:
        tell(
            recipient_ids=recipients,
            reason=NoticeReason.MENTIONED,
            source=POST,
            source_id=post.pk,
            now=now,
            again=True,  # whoever merely followed the thread is told that it is meant for them
        )


def announce_words(post: Post) -> None:
    """Have the newly named told, after a post was given other words."""
    if post.is_visible and Mention.objects.filter(post=post).exists():
        announce_edit.later(post_id=post.pk)


def _standing(post_id: int) -> Post | None:
    posts = Post.objects.select_related("thread__network", "thread__room", "thread__case_study", "parent")
    post = posts.filter(pk=post_id).first()
    return post if post and post.is_visible else None


def _mentioned(post: Post) -> Iterable[int]:
    return Mention.objects.filter(post=post).values_list("user", flat=True)


def _answered(post: Post) -> Iterable[int]:
    return [post.parent.author_id] if post.parent and post.parent.author_id else []


def _quoted(post: Post) -> Iterable[int]:
    quotes = PostQuote.objects.filter(post=post, source__post__author__isnull=False)
    return quotes.values_list("source__post__author", flat=True)


def _by_strongest_reason(people: Mapping[NoticeReason, Iterable[int]]) -> dict[int, NoticeReason]:
    concerned: dict[int, NoticeReason] = {}
    for reason, user_ids in people.items():
        for user_id in user_ids:
            concerned.setdefault(user_id, reason)
    return concerned


def _who_may_be_told(
    post: Post, user_ids: Collection[int], levels: Mapping[int, str], now: datetime
) -> set[int]:
    asked = {
        user_id
        for user_id in user_ids
        if user_id != post.author_id and levels.get(user_id) != WatchLevel.MUTED
    }
    return readers_among(post.thread, asked, now=now) if asked else set()
