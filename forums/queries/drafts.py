"""A person's drafts, each with the way to go on, if there still is one."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from exchange.people.models import User
from forums.access.composing import SCOPE, place_to_write
from forums.models import PostDraft

DRAFTS_SHOWN = 100


@dataclass(frozen=True)
class ShownDraft:
    """``url`` is empty where the person may no longer write there: then the words are there to be copied."""

    draft: PostDraft
    about: str = ""
    url: str = ""


def drafts_of(user: User) -> list[ShownDraft]:
    """The newest first. Whether each can be gone on with is asked as its own page would be."""
    rows = PostDraft.objects.filter(user=user).order_by("-saved_at", "-pk")[:DRAFTS_SHOWN]
    return [_shown(user, draft) for draft in rows]


def _shown(user: User, draft: PostDraft) -> ShownDraft:
    try:
        place = place_to_write(user, draft.scope)
    except (Http404, PermissionDenied):
        return ShownDraft(draft)
    found = SCOPE.fullmatch(draft.scope)
    if found and found["kind"]:
        return ShownDraft(
            draft, str(place.subject), reverse("new_thread", args=[found["kind"], found["key"]])
        )
    thread, post = place.thread, place.post
    if post and draft.scope.startswith("post:"):
        return ShownDraft(draft, thread.title, reverse("edit_post", args=[thread.pk, post.number]))
    if post:
        if not post.is_visible:
            return ShownDraft(draft, thread.title)
        return ShownDraft(draft, thread.title, reverse("reply_to_post", args=[thread.pk, post.number]))
    if not thread.takes_posts:
        return ShownDraft(draft, thread.title)
    return ShownDraft(draft, thread.title, f"{reverse('thread', args=[thread.pk, thread.slug])}#reply")
