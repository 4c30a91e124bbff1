"""Saying something in a thread, changing it, taking it back."""

from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from exchange.prepared.actions.forgetting import forget_prepared_files
from exchange.search.upkeep import forget_deleted_words
from exchange.text import clean
from forums.actions.admission import Admission, admission_of, require_thread_takes_posts
from forums.actions.announcing import announce_post, announce_words
from forums.actions.attachments import drop_files_of
from forums.actions.changed_sources import flag_changed_words
from forums.actions.changes import lock_thread, save_change
from forums.actions.post_states import move_post, note_unshown
from forums.actions.quotations import withdraw_quotations_of
from forums.actions.quoting import with_words_back
from forums.actions.reading import mark_own_post_read
from forums.actions.watching import follow_own
from forums.actions.wording import Wording, erase_quotes_of, keep_references, worded
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


def checked_wording(text: str, *, thread: Thread, post: Post | None = None) -> Wording:
    """The text as a page shows it. Raises PostEmpty if only signs such as --- are in it."""
    wording = worded(text, thread=thread, post=post)
    if not wording.rendered.plain:
        raise PostEmpty
    return wording


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
    admission: Admission = Admission(),  # noqa: B008 - frozen
) -> Post:
    """Append a post to a thread whose row is locked; number and path come from the thread."""
    wording = checked_wording(text, thread=thread)
    if author:
        mark_own_post_read(user=author, thread=thread, number=thread.last_post_number + 1, now=now)
    thread.last_post_number += 1
    thread.last_posted_at = max(now, thread.last_posted_at)
    rendered = wording.rendered
    post = Post.objects.create(
        thread=thread,
        parent=parent,
        number=thread.last_post_number,
        path=path_for(thread.last_post_number, parent),
        kind=kind,
        state=admission.state,
        reason=admission.reason,
        author=author,
        byline=byline,
        source=text,
        html=rendered.html,
        plain=rendered.plain,
        renderer_version=rendered.version,
        client_id=client_id,
        posted_at=now,
    )
    note_unshown(thread, [post])
    save_change(thread, "last_post_number", "last_posted_at", "unshown")
    keep_revision(post=post, plain=wording.plain, saved_by=author, now=now)
    keep_references(post=post, wording=wording)
    if author:
        follow_own(user=author, thread=thread, now=now)
    if author and post.is_visible:
        announce_post.later(post_id=post.pk)
    return post


def path_for(number: int, parent: Post | None) -> str:
    own = str(number).zfill(PATH_WIDTH)
    if parent is None:
        return own
    return parent.path[: PATH_WIDTH * (DEEPEST - 1)] + own


def keep_revision(*, post: Post, plain: str, saved_by: User | None, now: datetime) -> PostRevision:
    """``plain`` is all that was said; the post's own may hold back words that are quoted."""
    return PostRevision.objects.create(
        post=post, number=post.revision, source=post.source, plain=plain, saved_by=saved_by, saved_at=now
    )


@transaction.atomic
def add_post(
    *,
    thread: Thread,
    author: User,
    text: str,
    client_id: UUID,
    parent: Post | None = None,
    kind: PostKind = PostKind.POST,
    now: datetime | None = None,
) -> Post:
    """Say something in a thread; the same client_id again returns the first post.

    Raises PostEmpty, PostTooLong, NothingToAnswer, ThreadTakesNoPosts, and what ``admission_of`` raises.
    """
    now = now or timezone.now()
    thread = lock_thread(thread.pk)
    earlier = Post.objects.filter(author=author, client_id=client_id).first()
    if earlier:
        return earlier
    text = cleaned(text)
    require_thread_takes_posts(thread)
    if parent:
        parent = Post.objects.get(pk=parent.pk)
        if not parent.is_visible or parent.thread_id != thread.pk:
            raise NothingToAnswer
    admission = admission_of(user=author, network=thread.network, text=text, now=now)
    return write_post(
        thread=thread,
        author=author,
        text=text,
        parent=parent,
        kind=kind,
        client_id=client_id,
        admission=admission,
        now=now,
    )


@transaction.atomic
def edit_post(*, post: Post, by: User, text: str, seen_revision: int, now: datetime | None = None) -> Post:
    """Change one's own post; what it said before is kept as a revision. The same text is quiet.

    ``seen_revision`` is the one the form was made from. Raises NotYourPost, PostEmpty, PostTooLong,
    PostChangedMeanwhile, and what ``admission_of`` raises.
    """
    now = now or timezone.now()
    thread, post = locked(post)
    if post.author_id != by.pk or not (post.is_visible or post.is_held):
        raise NotYourPost
    text = with_words_back(cleaned(text), post=post)
    if text == post.source:
        return post
    if post.revision != seen_revision:
        raise PostChangedMeanwhile
    admission = admission_of(user=by, network=thread.network, text=text, now=now, is_edit=True)
    post = save_words(thread=thread, post=post, text=text, saved_by=by, now=now)
    if post.is_visible and admission.state == PostState.HELD:
        move_post(thread=thread, post=post, state=PostState.HELD, reason=admission.reason)
    return post


def locked(post: Post) -> tuple[Thread, Post]:
    """A post's thread and the post, both locked, in that order. A post may have moved meanwhile."""
    while True:
        thread = lock_thread(post.thread_id)
        fresh = Post.objects.select_for_update().get(pk=post.pk)
        if fresh.thread_id == thread.pk:
            return thread, fresh
        post = fresh


def save_words(*, thread: Thread, post: Post, text: str, saved_by: User | None, now: datetime) -> Post:
    """Give a post of a locked thread other words; what it said before stays as a revision."""
    wording = checked_wording(text, thread=thread, post=post)
    rendered = wording.rendered
    post.source, post.html, post.plain = text, rendered.html, rendered.plain
    post.renderer_version = rendered.version
    post.revision += 1
    post.edited_at = now
    post.save(update_fields=["source", "html", "plain", "renderer_version", "revision", "edited_at"])
    keep_revision(post=post, plain=wording.plain, saved_by=saved_by, now=now)
    keep_references(post=post, wording=wording)
    announce_words(post)
    flag_changed_words(post=post, now=now)
    save_change(thread)
    return post


@transaction.atomic
def withdraw_post(*, post: Post, now: datetime | None = None) -> Post:
    """Erase a post's words in every revision and every quotation, and its files; its place stays."""
    now = now or timezone.now()
    thread, post = locked(post)
    if post.state == PostState.WITHDRAWN:
        return post
    post.source = post.html = post.plain = post.byline = ""
    post.state, post.reason = PostState.WITHDRAWN, ""
    post.save(update_fields=["state", "reason", "source", "html", "plain", "byline"])
    erase_quotes_of(post=post)
    post.revisions.update(source="", plain="")
    drop_files_of(post)
    forget_prepared_files("thread", thread.pk)
    note_unshown(thread, [post])
    save_change(thread, "unshown")
    withdraw_quotations_of(post=post, now=now)
    transaction.on_commit(partial(forget_deleted_words, Post), robust=True)
    return post


@transaction.atomic
def withdraw_own_post(*, post: Post, by: User, now: datetime | None = None) -> Post:
    """Take one's own post back. Doing it twice is quiet. Raises NotYourPost."""
    if post.author_id != by.pk:
        raise NotYourPost
    return withdraw_post(post=post, now=now)
