"""Somebody's own bookmarks, with the words of posts that they may still read."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Q

from exchange.people.models import User
from exchange.text import excerpt
from forums.models import Bookmark, Post

BOOKMARKS_A_PAGE = 30
EXCERPT = 280


@dataclass(frozen=True)
class Kept:
    """A bookmark; ``post`` is None where its words are not for this person any more."""

    bookmark: Bookmark
    post: Post | None
    excerpt: str = ""


def bookmarks_of(user: User, query: str, page: str | None) -> tuple[list[Kept], Page[Bookmark]]:
    """One's bookmarks, the newest first, or those whose note or post has the words of a query."""
    readable = Post.objects.visible_to(user)
    rows = Bookmark.objects.filter(user=user).order_by("-made_at", "-pk")
    if query.strip():
        found = readable.filter(bookmarks__user=user).matching(query)
        rows = rows.filter(Q(note__icontains=query.strip()) | Q(post__in=found.values("pk")))
    shown = Paginator(rows, BOOKMARKS_A_PAGE).get_page(page)
    ids = [bookmark.post_id for bookmark in shown]
    posts = {post.pk: post for post in readable.filter(pk__in=ids).select_related("author", "thread")}
    return [_kept(bookmark, posts.get(bookmark.post_id)) for bookmark in shown], shown


def _kept(bookmark: Bookmark, post: Post | None) -> Kept:
    return Kept(bookmark, post, excerpt(post.plain, EXCERPT) if post else "")
