"""What readers and writers leave beside posts: what they read, follow, mark, and began to write."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from forums.models.post import Post, PostRevision
from forums.models.thread import Thread


class ReadState(models.Model):
    """Which posts of a thread somebody has read: the numbers, as ranges (see ``Ranges``)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="read_states")
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="read_states")
    ranges = models.JSONField(default=list)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "thread"], name="one_read_state_per_person"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.thread_id}"


class WatchLevel(models.TextChoices):
    EVERY_POST = "every_post", _("Every post")
    NEW_THREADS = "new_threads", _("New threads only")
    MENTIONS = "mentions", _("Only what is meant for me")
    MUTED = "muted", _("Nothing")


class Watch(models.Model):
    """How closely somebody follows a thread, a board or a network.

    ``scope`` names it: ``thread:12``, ``network:3``, ``room:4``, ``case_study:7`` (see
    ``forums.queries.following``). What is said of the thread goes before what is said of its board.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="watches")
    scope = models.CharField(max_length=40)
    level = models.CharField(max_length=12, choices=WatchLevel)
    set_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = _("watches")
        constraints = [
            models.UniqueConstraint(fields=["user", "scope"], name="one_watch_per_person"),
        ]
        indexes = [models.Index(fields=["scope", "level"], name="watches_of_a_scope")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.scope} {self.level}"


class Mention(models.Model):
    """Somebody who was named with an @ in a post."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mentions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "user"], name="one_mention_per_person"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.post_id}"


class PostQuote(models.Model):
    """Words of one post in another. ``start`` and ``end`` count code points of the revision's plain text.

    While the quoted post is not visible, the quoting one shows a note in their place.
    """

    post = models.ForeignKey(Post, models.CASCADE, related_name="quotes")
    source = models.ForeignKey(PostRevision, models.CASCADE, related_name="quoted_in")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "source", "start", "end"], name="one_quote_per_span"),
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="a_quote_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} quotes {self.source_id}"


class ReactionKind(models.TextChoices):
    """What a facilitator can use: no likes."""

    THANKS = "thanks", _("Thanks")
    AGREE = "agree", _("I agree")
    SAME_HERE = "same_here", _("Same here")
    TRIED = "tried", _("We tried this")


class Reaction(models.Model):
    post = models.ForeignKey(Post, models.CASCADE, related_name="reactions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reactions")
    kind = models.CharField(max_length=12, choices=ReactionKind)
    reacted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "user", "kind"], name="one_reaction_of_a_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind} {self.post_id}"


class Bookmark(models.Model):
    """A post that somebody wants to find again, with a note that only they read."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="bookmarks")
    post = models.ForeignKey(Post, models.CASCADE, related_name="bookmarks")
    note = models.CharField(_("note"), max_length=300, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "post"], name="one_bookmark_per_post"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} keeps {self.post_id}"


class PostDraft(models.Model):
    """What somebody began to write, kept on the server so that no crash and no lost phone costs it.

    ``scope`` names the form: ``thread:12``, ``thread:12:reply:4``, ``post:99`` (an edit),
    ``new:network:3``. ``fields`` holds what its boxes hold. ``version`` counts saves.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="post_drafts")
    scope = models.CharField(max_length=80)
    fields = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "scope"], name="one_draft_per_form"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.scope}"
