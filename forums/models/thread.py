from typing import Any, Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Value
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from casestudies.models import PUBLIC_STATUSES, Lesson, Theme
from exchange.people.models import Membership, Network, Room, RoomMember
from exchange.search.searchable import FOLDED, Searchable, SearchableQuerySet
from forums.models.conversation import Conversation, looks_after_conversations
from forums.models.conversations.participant import ConversationParticipant
from forums.models.ranges import Ranges
from forums.models.subject import AboutOneSubject, exactly_one_of
from forums.models.tag import Tag

RESERVED_STEPS = frozenset(
    {"reply", "summary", "since", "read", "watch", "posts", "log", "people", "facilitate", "embed"}
)
"""/threads/<id>/reply/ takes a form, and so do its neighbours."""

THREAD_SUBJECT_FIELDS = ("case_study", "engagement", "conversation", "lesson", "question", "network")
QUESTIONS_OUT_OF_SIGHT = ("hidden", "withdrawn")
IN_SHORT = {
    "case_study": ("slug", "title", "status"),
    "engagement": ("slug", "title"),
    "conversation": ("slug", "title", "state", "words_opened_at"),
    "lesson": ("statement", "retired_at"),
    "question": ("text", "state", "let_through_at"),
    "network": ("slug", "name", "access"),
    "room": ("slug", "name", "is_private"),
    "live_session": ("slug",),
}
"""What a thread's own page says of what it stands on, and what decides who sees it."""


class ThreadKind(models.TextChoices):
    DISCUSSION = "discussion", _("Discussion")
    QUESTION = "question", _("Question")
    ANNOUNCEMENT = "announcement", _("Announcement")
    TRIED = "tried", _("We tried this")
    SESSION = "session", _("Questions from a live session")
    CONVERSATION = "conversation", _("Record of a conversation")


class ThreadState(models.TextChoices):
    VISIBLE = "visible", _("Visible")
    HELD = "held", _("Waiting for a facilitator")
    HIDDEN = "hidden", _("Hidden")
    MERGED = "merged", _("Merged into another thread")


class ThreadQuerySet(SearchableQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Threads that stand, on a subject and in a network that the user may see.

        The one definition: pages, sockets, mail, search, feeds, the API and exports all ask here.
        """
        return self.within_reach_of(user).filter(state=ThreadState.VISIBLE)

    def within_reach_of(self, user: Any) -> Self:
        """Also threads that wait or are hidden: for those who may decide about them.

        ``Thread.is_within_reach_of`` says the same of one row.
        """
        found = self.filter(
            models.Q(network__isnull=True) | models.Q(network__in=Network.objects.read_by(user)),
            models.Q(room__isnull=True) | models.Q(room__in=Room.objects.read_by(user)),
            models.Q(lesson__isnull=True) | models.Q(lesson__retired_at__isnull=True),
            models.Q(question__isnull=True) | models.Q(question__let_through_at__isnull=False),
            models.Q(conversation__isnull=True)
            | models.Q(is_record=False, conversation__in=Conversation.objects.visible_to(user))
            | models.Q(is_record=True, conversation__in=Conversation.objects.with_words_read_by(user)),
        ).exclude(question__state__in=QUESTIONS_OUT_OF_SIGHT)
        if getattr(user, "can_edit", False):
            return found
        return found.filter(
            models.Q(case_study__isnull=True) | models.Q(case_study__status__in=PUBLIC_STATUSES)
        )

    def for_summaries_of(self, user: Any) -> Self:
        """Threads that the user may see and whose words may stand in a public document: those that everybody
        reads, and conversations, for there whoever spoke is asked first."""
        everybodys = models.Q(pk__in=self.visible_to(AnonymousUser()).values("pk"))
        return self.visible_to(user).filter(everybodys | models.Q(conversation__isnull=False))

    def with_subject(self) -> Self:
        return self.select_related(*THREAD_SUBJECT_FIELDS, "room")

    def in_short(self) -> Self:
        """With what a thread stands on, as far as its page needs it: a third of the columns."""
        own = [field.name for field in self.model._meta.concrete_fields if field.name not in FOLDED]
        shown = [f"{field}__{column}" for field, columns in IN_SHORT.items() for column in columns]
        return self.select_related(*IN_SHORT).only(*own, *shown)

    def with_ties_of(self, user: Any) -> Self:
        """Whether somebody is in a thread's network, room and conversation: see ``is_within_reach_of``."""
        if not getattr(user, "pk", None):
            none = Value(False)
            return self.annotate(is_in_network=none, is_in_room=none, is_in_conversation=none)
        ties = Membership.objects.standing().filter(user=user.pk, network=OuterRef("network"))
        places = RoomMember.objects.filter(user=user.pk, room=OuterRef("room"))
        parts = ConversationParticipant.objects.filter(
            user=user.pk, left_at__isnull=True, conversation=OuterRef("conversation")
        )
        return self.annotate(
            is_in_network=Exists(ties), is_in_room=Exists(places), is_in_conversation=Exists(parts)
        )

    def latest_first(self) -> Self:
        return self.order_by("-last_posted_at", "-pk")


class Thread(Searchable, AboutOneSubject):
    """A threaded discussion on a case study, an engagement, a question, a conversation or a lesson,
    or on a network's own board.

    ``unshown`` holds the numbers of posts that others do not read (held, hidden, removed, withdrawn),
    so that what somebody has not read can be counted without looking at posts. ``change_seq`` moves
    with whatever readers of an open page should see.
    """

    lesson = models.ForeignKey(Lesson, models.PROTECT, null=True, blank=True, related_name="+")
    question = models.ForeignKey(
        "forums.Question", models.PROTECT, null=True, blank=True, related_name="threads"
    )
    network = models.ForeignKey(Network, models.PROTECT, null=True, blank=True, related_name="threads")
    room = models.ForeignKey(Room, models.PROTECT, null=True, blank=True, related_name="threads")

    title = models.CharField(_("title"), max_length=140)
    kind = models.CharField(max_length=12, choices=ThreadKind, default=ThreadKind.DISCUSSION)
    state = models.CharField(max_length=12, choices=ThreadState, default=ThreadState.VISIBLE)
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="threads")
    tags = models.ManyToManyField(Tag, blank=True, related_name="threads")
    live_session = models.ForeignKey(
        "forums.LiveSession", models.PROTECT, null=True, blank=True, related_name="threads"
    )
    is_record = models.BooleanField(default=False)  # of a session: its minutes, and what was said
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="threads_opened"
    )
    opened_at = models.DateTimeField()

    last_post_number = models.PositiveIntegerField(default=0)
    last_posted_at = models.DateTimeField()
    unshown = models.JSONField(default=list)
    change_seq = models.PositiveBigIntegerField(default=0)

    pinned_at = models.DateTimeField(null=True, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    nudged_at = models.DateTimeField(null=True, blank=True)
    answer = models.ForeignKey("forums.Post", models.SET_NULL, null=True, blank=True, related_name="+")
    closing_source = models.TextField(_("where we got to"), blank=True)
    closing_html = models.TextField(blank=True)
    closing_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    closing_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="merged_threads"
    )
    split_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="split_threads"
    )
    is_demonstration = models.BooleanField(default=False)

    objects = ThreadQuerySet.as_manager()

    is_in_network: bool  # of who reads it, where it was read ``with_ties_of`` them
    is_in_room: bool
    is_in_conversation: bool

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=exactly_one_of(THREAD_SUBJECT_FIELDS), name="thread_has_one_subject"
            ),
            models.CheckConstraint(
                condition=models.Q(room__isnull=True) | models.Q(network__isnull=False),
                name="a_room_is_in_a_network",
            ),
            models.UniqueConstraint(
                fields=["live_session", "case_study"],
                condition=models.Q(live_session__isnull=False, case_study__isnull=False, is_record=False),
                name="one_session_thread_per_case_study",
            ),
            models.UniqueConstraint(
                fields=["live_session"],
                condition=models.Q(live_session__isnull=False, case_study__isnull=True, is_record=False),
                name="one_session_thread_beside_them",
            ),
            models.UniqueConstraint(
                fields=["live_session"],
                condition=models.Q(live_session__isnull=False, is_record=True),
                name="one_record_per_session",
            ),
        ]
        indexes = [
            models.Index(fields=["-last_posted_at", "-id"], name="threads_latest_first"),
            models.Index(fields=["network", "-last_posted_at", "-id"], name="threads_of_a_network"),
        ]

    def __str__(self) -> str:
        return self.title

    def words_to_find(self) -> str:
        return f"{self.title}\n{self.closing_source}"

    def is_within_reach_of(
        self,
        user: Any,
        *,
        is_in_network: bool = False,
        is_in_room: bool = False,
        is_in_conversation: bool = False,
    ) -> bool:
        """What ``ThreadQuerySet.within_reach_of`` says, from a row and the ties of a person to it.

        It asks nothing of a row that was read ``in_short``; a test holds the two together.
        """
        network, room, case_study = self.network, self.room, self.case_study
        if network and not (network.is_open or is_in_network):
            return False
        if room and room.is_private and not is_in_room:
            return False
        if self.lesson and self.lesson.retired_at:
            return False
        if self.question and (
            not self.question.let_through_at or self.question.state in QUESTIONS_OUT_OF_SIGHT
        ):
            return False
        talk = self.conversation
        is_inside = is_in_conversation or looks_after_conversations(user)
        if talk and not is_inside and (talk.is_preparing or (self.is_record and not talk.has_open_words)):
            return False
        is_out = case_study is None or case_study.is_public
        return is_out or bool(getattr(user, "can_edit", False))

    @property
    def subject(self) -> Any:
        return self.network or self.question or self.lesson or super().subject

    @property
    def slug(self) -> str:
        """The last step of its address; never a step that means something else there."""
        slug = slugify(self.title)[:80] or "thread"
        return f"{slug}-thread" if slug in RESERVED_STEPS else slug

    @property
    def is_visible(self) -> bool:
        return self.state == ThreadState.VISIBLE

    @property
    def is_public(self) -> bool:
        """Whether anybody may read it, as far as its network tells; its subject may still be a draft."""
        return self.network is None or (self.network.is_open and not (self.room and self.room.is_private))

    @property
    def takes_posts(self) -> bool:
        return self.is_visible and self.locked_at is None and self.archived_at is None

    @property
    def visible_count(self) -> int:
        """How many posts others read here."""
        return self.last_post_number - len(Ranges.of(self.unshown))
