from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from exchange.search.searchable import Searchable, SearchableQuerySet
from forums.models.thread import Thread

PATH_WIDTH = 6  # digits of one step of a path: a thread may hold a million posts
DEEPEST = 20  # steps; a reply below that stands beside the one it answers


class PostKind(models.TextChoices):
    POST = "post", _("Post")
    QUESTION = "question", _("Question from the session")
    ANSWER = "answer", _("Answer from the session")
    PROMPT = "prompt", _("Prompt")
    POINTER = "pointer", _("Where it went on")
    MINUTES = "minutes", _("Minutes of the session")
    SPEECH = "speech", _("Said in the session")
    CONTRIBUTION = "contribution", _("Contribution to a conversation")


class PostState(models.TextChoices):
    VISIBLE = "visible", _("Visible")
    HELD = "held", _("Waiting for a facilitator")
    HIDDEN = "hidden", _("Hidden")
    REMOVED = "removed", _("Removed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


POST_MOVES: dict[str, frozenset[str]] = {
    PostState.HELD: frozenset({PostState.VISIBLE, PostState.HIDDEN, PostState.REMOVED, PostState.WITHDRAWN}),
    PostState.VISIBLE: frozenset({PostState.HELD, PostState.HIDDEN, PostState.REMOVED, PostState.WITHDRAWN}),
    PostState.HIDDEN: frozenset({PostState.VISIBLE, PostState.REMOVED, PostState.WITHDRAWN}),
    PostState.REMOVED: frozenset({PostState.VISIBLE, PostState.HIDDEN, PostState.WITHDRAWN}),
    PostState.WITHDRAWN: frozenset(),
}
"""A post that was withdrawn has no words any more; everything else can be undone."""


class PostQuerySet(SearchableQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Posts that others read. Whoever shows, sends, finds, counts or exports a post asks here."""
        return self.filter(state=PostState.VISIBLE, thread__in=Thread.objects.visible_to(user))

    def shown_to(self, user: Any) -> Self:
        """What a thread's page lists for somebody who reads the thread: all but what waits for a
        facilitator, of which its author alone sees their own. What was hidden, removed or withdrawn
        keeps its place without words, so that the replies stay understood."""
        waiting = models.Q(state=PostState.HELD)
        if getattr(user, "pk", None):
            waiting &= ~models.Q(author=user) | models.Q(author__isnull=True)
        return self.exclude(waiting)

    def in_tree_order(self) -> Self:
        return self.order_by("path")

    def in_stream_order(self) -> Self:
        return self.order_by("number")


class Post(Searchable):
    """Something said in a thread.

    ``path`` holds the numbers of its ancestors and its own, zero-padded, so that sorting by it is
    the tree, in any collation. A post that came from a live session has no author here: it shows
    what its asker agreed to, in ``byline``. ``source`` is Markdown, ``html`` is safe, ``plain`` is
    what can be quoted; ``reason`` is why it waits, was hidden or was removed.
    """

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="posts")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replies")
    number = models.PositiveIntegerField()
    path = models.CharField(max_length=PATH_WIDTH * DEEPEST)
    kind = models.CharField(max_length=12, choices=PostKind, default=PostKind.POST)
    state = models.CharField(max_length=12, choices=PostState, default=PostState.VISIBLE)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    points_to = models.ForeignKey(Thread, models.SET_NULL, null=True, blank=True, related_name="pointers")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="posts"
    )
    byline = models.CharField(max_length=300, blank=True)
    source = models.TextField(blank=True)
    html = models.TextField(blank=True)
    plain = models.TextField(blank=True)
    renderer_version = models.PositiveSmallIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)
    client_id = models.UUIDField(null=True, blank=True)
    posted_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "number"], name="one_post_per_number"),
            models.UniqueConstraint(fields=["thread", "path"], name="one_post_per_path"),
            models.UniqueConstraint(fields=["author", "client_id"], name="one_post_per_client_id"),
            models.CheckConstraint(
                condition=~models.Q(state=PostState.WITHDRAWN) | models.Q(source="", html="", plain=""),
                name="a_withdrawn_post_has_no_words",
            ),
        ]
        indexes = [models.Index(fields=["author", "-posted_at"], name="posts_of_a_person")]

    def __str__(self) -> str:
        return f"#{self.number}"

    def words_to_find(self) -> str:
        return f"\n{self.plain}"  # without a title

    @property
    def depth(self) -> int:
        """0 for a post that answers the thread itself."""
        return len(self.path) // PATH_WIDTH - 1

    @property
    def indent(self) -> int:
        """How far a page moves it in; a small phone has room for four steps."""
        return min(self.depth, 4)

    @property
    def is_visible(self) -> bool:
        return self.state == PostState.VISIBLE

    @property
    def is_held(self) -> bool:
        return self.state == PostState.HELD

    @property
    def signature(self) -> str:
        return self.byline or (self.author.byline if self.author else str(_("A former member")))


class RevisionMark(models.TextChoices):
    """What a save was for, where readers should know."""

    NONE = "", _("Saved")
    BY_SPEAKER = "by_speaker", _("Corrected by whoever said it")
    TRANSCRIPT = "transcript", _("The transcript was corrected")
    NAMES_OUT = "names_out", _("Names were taken out")
    WORDS_OUT = "words_out", _("Words were withdrawn")


class PostRevision(models.Model):
    """The words of a post as they stood after a save. Never edited; emptied if words are withdrawn."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    source = models.TextField(blank=True)
    plain = models.TextField(blank=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="post_revisions"
    )
    saved_at = models.DateTimeField()
    mark = models.CharField(max_length=12, choices=RevisionMark, default=RevisionMark.NONE, blank=True)
    names_may_stay = models.BooleanField(default=False)
    """Whoever runs a conversation under Chatham House read them, and what they name gives nobody away."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "number"], name="one_revision_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.post} r{self.number}"


class MovedPost(models.Model):
    """Where a post stood before its branch was split off or its thread merged: links to it go on."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="moved_posts")
    number = models.PositiveIntegerField()
    post = models.ForeignKey(Post, models.CASCADE, related_name="earlier_places")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "number"], name="one_moved_post_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.thread_id}#{self.number}"
