from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from casestudies.models import PUBLIC_STATUSES
from exchange.search.searchable import Searchable, SearchableQuerySet
from forums.models.subject import SUBJECT_FIELDS, AboutOneSubject, exactly_one_subject

RESERVED_STEPS = frozenset({"reply", "summary"})  # /threads/<id>/reply/ takes a form


class ThreadKind(models.TextChoices):
    DISCUSSION = "discussion", _("Discussion")
    QUESTION = "question", _("Question")
    SESSION = "session", _("Questions from a live session")


class ThreadQuerySet(SearchableQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Threads whose subject the user may see."""
        if getattr(user, "can_edit", False):
            return self
        return self.filter(
            models.Q(case_study__isnull=True) | models.Q(case_study__status__in=PUBLIC_STATUSES)
        )

    def with_subject(self) -> Self:
        return self.select_related(*SUBJECT_FIELDS)

    def latest_first(self) -> Self:
        return self.order_by("-last_posted_at", "-pk")


class Thread(Searchable, AboutOneSubject):
    """A threaded discussion on a case study, an engagement or a conversation."""

    title = models.CharField(_("title"), max_length=140)
    kind = models.CharField(max_length=12, choices=ThreadKind, default=ThreadKind.DISCUSSION)
    live_session = models.ForeignKey(
        "forums.LiveSession", models.PROTECT, null=True, blank=True, related_name="threads"
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="threads_opened"
    )
    opened_at = models.DateTimeField()
    last_post_number = models.PositiveIntegerField(default=0)
    last_posted_at = models.DateTimeField()
    is_demonstration = models.BooleanField(default=False)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=exactly_one_subject(), name="thread_has_one_subject"),
            models.UniqueConstraint(
                fields=["live_session", "case_study"],
                condition=models.Q(live_session__isnull=False, case_study__isnull=False),
                name="one_session_thread_per_case_study",
            ),
            models.UniqueConstraint(
                fields=["live_session"],
                condition=models.Q(live_session__isnull=False, case_study__isnull=True),
                name="one_session_thread_beside_them",
            ),
        ]
        indexes = [models.Index(fields=["-last_posted_at", "-id"], name="threads_latest_first")]

    def __str__(self) -> str:
        return self.title

    def words_to_find(self) -> str:
        return self.title

    @property
    def slug(self) -> str:
        """The last step of its address; never a step that means something else there."""
        slug = slugify(self.title)[:80] or "thread"
        return f"{slug}-thread" if slug in RESERVED_STEPS else slug
