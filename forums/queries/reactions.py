"""How people reacted to posts, and who keeps which."""

from typing import Any

from django.db.models import CharField, Count, IntegerField, Q, Value

from exchange.people.models import User
from forums.models import Bookmark, Post, Reaction, ReactionKind
from forums.queries.reacted import Reacted
from forums.queries.shown import ThreadPage

KEPT = "kept"

Counts = dict[int, dict[str, tuple[int, bool]]]
"""By post and kind: how many, and whether this person is among them."""


def put_reactions(page: ThreadPage) -> None:
    """The reactions to each post of a page, and which of them are this person's; bookmarks too."""
    counts = counts_of(page.post_ids, page.user)
    none = reacted({})  # what most posts have
    for shown in page.posts:
        if shown.post.is_visible:
            found = counts.get(shown.post.pk, {})
            shown.reactions = reacted(found) if found else none
            shown.may_react = page.may_write and not shown.is_own
            shown.is_kept = KEPT in found


def counts_of(post_ids: list[int], user: Any) -> Counts:
    """In one query, bookmarks included."""
    me = getattr(user, "pk", None)
    own = Count("pk", filter=Q(user=me or 0))
    rows = Reaction.objects.filter(post__in=post_ids).order_by().values_list("post", "kind")
    found = rows.annotate(all=Count("pk"), own=own)
    if me:
        one = Value(1, IntegerField())
        kept = Bookmark.objects.filter(post__in=post_ids, user=me).order_by()
        columns = kept.annotate(kind=Value(KEPT, CharField()), all=one, own=one)
        found = found.union(columns.values_list("post", "kind", "all", "own"), all=True)
    counts: Counts = {}
    for post_id, kind, every, own_count in found:
        counts.setdefault(post_id, {})[kind] = every, bool(own_count)
    return counts


def reacted(counts: dict[str, tuple[int, bool]]) -> list[Reacted]:
    return [
        Reacted(kind.value, str(kind.label), *counts.get(kind.value, (0, False))) for kind in ReactionKind
    ]


def people_who_reacted(post: Post) -> list[tuple[str, list[User]]]:
    """Who reacted, by kind, in the order in which they did."""
    rows = Reaction.objects.filter(post=post).select_related("user").order_by("reacted_at", "pk")
    people: dict[str, list[User]] = {}
    for row in rows:
        people.setdefault(row.kind, []).append(row.user)
    return [(str(kind.label), people[kind.value]) for kind in ReactionKind if kind.value in people]
