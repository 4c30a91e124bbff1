"""Saying something in a thread, changing it, taking it back."""

from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from exchange.search.upkeep import forget_deleted_words
from exchange.text import Rendered, clean, render
from forums.actions.quotations import withdraw_quotations_of
from forums.models import DEEPEST, PATH_WIDTH, Post, PostKind, PostRevision, PostState, Thread

POST_LENGTH = 20_000


class PostEmpty(ActionError):
    message = _("Please write something first.")
    status = 400


class PostTooLong(ActionError):
    message = _("A post can have %(limit)s characters; yours has %(length)s. Please shorten or split it.")
    status = 400

    def __init__(self, length: int) -> None:
        super().__init__(self.message % {"limit": POST_LENGTH, "length": length})


class NotYourPost(ActionError):
    message = _("Only its author can change a post.")
    status = 403


class PostChangedMeanwhile(ActionError):
    code = "stale"
    message = _(
        "This post was changed in another window. Your version is below; compare it with the saved one, "
        "then save again."
    )


class NothingToAnswer(ActionError):
    code = "stale"
    message = _(
        "The post you are answering has been taken back. Your words are below; post them as a new reply."
    )


def cleaned(text: str) -> str:
    """The text as it will be stored. Raises PostEmpty, PostTooLong."""
    text = clean(text)
    if not text:
        raise PostEmpty
    if len(text) > POST_LENGTH:
        raise PostTooLong(len(text))
    return text


def rendered_words(text: str) -> Rendered:
    """The text as a page shows it. Raises PostEmpty if only signs such as --- are in it."""
    rendered = render(text)
    if not rendered.plain:
        raise PostEmpty
    return rendered


def write_post(
    *,
    thread: Thread,
    text: str,
    now: datetime,
    author: User | None = None,
    byline: str = "",
    kind: PostKind = PostKind.POST,
    parent: Post | None = None,
    client_id: UUID | None = None,
) -> Post:
    """Append a post to a thread whose row is locked; number and path come from the thread."""
    rendered = rendered_words(text)
    thread.last_post_number += 1
    thread.last_posted_at = now
    thread.save(update_fields=["last_post_number", "last_posted_at"])
    post = Post.objects.create(
        thread=thread,
        parent=parent,
        number=thread.last_post_number,
        path=path_for(thread.last_post_number, parent),
        kind=kind,
        author=author,
        byline=byline,
        source=text,
        html=rendered.html,
        plain=rendered.plain,
        renderer_version=rendered.version,
        client_id=client_id,
        posted_at=now,
    )
    keep_revision(post=post, saved_by=author, now=now)
    return post


def path_for(number: int, parent: Post | None) -> str:
    own = str(number).zfill(PATH_WIDTH)
    if parent is None:
        return own
    return parent.path[: PATH_WIDTH * (DEEPEST - 1)] + own


def keep_revision(*, post: Post, saved_by: User | None, now: datetime) -> PostRevision:
    return PostRevision.objects.create(
        post=post, number=post.revision, source=post.source, plain=post.plain, saved_by=saved_by, saved_at=now
    )


@transaction.atomic
def add_post(
    *,
    thread: Thread,
    author: User,
    text: str,
    client_id: UUID,
    parent: Post | None = None,
    now: datetime | None = None,
) -> Post:
    """Say something in a thread; the same client_id again returns the first post.

    Raises PostEmpty, PostTooLong, NothingToAnswer.
    """
    now = now or timezone.now()
    thread = Thread.objects.select_for_update().get(pk=thread.pk)
    earlier = Post.objects.filter(author=author, client_id=client_id).first()
    if earlier:
        return earlier
    text = cleaned(text)
    if parent and not parent.is_visible:
        raise NothingToAnswer
    return write_post(thread=thread, author=author, text=text, parent=parent, client_id=client_id, now=now)


@transaction.atomic
def edit_post(*, post: Post, by: User, text: str, seen_revision: int, now: datetime | None = None) -> Post:
    """Change one's own post; what it said before is kept as a revision. The same text is quiet.

    ``seen_revision`` is the one the form was made from. Raises NotYourPost, PostEmpty, PostTooLong,
    PostChangedMeanwhile.
    """
    now = now or timezone.now()
    post = Post.objects.select_for_update().get(pk=post.pk)
    if post.author_id != by.pk or not post.is_visible:
        raise NotYourPost
    text = cleaned(text)
    if text == post.source:
        return post
    if post.revision != seen_revision:
        raise PostChangedMeanwhile
    return save_words(post=post, text=text, saved_by=by, now=now)


def save_words(*, post: Post, text: str, saved_by: User | None, now: datetime) -> Post:
    """Give a locked post new words and keep them as its next revision."""
    rendered = rendered_words(text)
    post.source, post.html, post.plain = text, rendered.html, rendered.plain
    post.renderer_version = rendered.version
    post.revision += 1
    post.edited_at = now
    post.save(update_fields=["source", "html", "plain", "renderer_version", "revision", "edited_at"])
    keep_revision(post=post, saved_by=saved_by, now=now)
    return post


@transaction.atomic
def withdraw_post(*, post: Post, now: datetime | None = None) -> Post:
    """Erase a post's words in every revision and every quotation; its place in the tree stays."""
    now = now or timezone.now()
    post = Post.objects.select_for_update().get(pk=post.pk)
    post.state = PostState.WITHDRAWN
    post.source = post.html = post.plain = post.byline = ""
    post.save(update_fields=["state", "source", "html", "plain", "byline"])
    post.revisions.update(source="", plain="")
    withdraw_quotations_of(post=post, now=now)
    transaction.on_commit(partial(forget_deleted_words, Post), robust=True)
    return post


@transaction.atomic
def withdraw_own_post(*, post: Post, by: User, now: datetime | None = None) -> Post:
    """Take one's own post back. Doing it twice is quiet. Raises NotYourPost."""
    if post.author_id != by.pk:
        raise NotYourPost
    return post if post.state == PostState.WITHDRAWN else withdraw_post(post=post, now=now)
