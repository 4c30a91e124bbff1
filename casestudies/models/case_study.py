from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.content import PlaceRole
from casestudies.models.municipality import Municipality
from casestudies.models.programme import Theme
from exchange.search.searchable import Searchable, SearchableQuerySet


class CaseStudyStatus(models.TextChoices):
    """What the public sees of it."""

    DRAFT = "draft", _("Draft")
    STUB = "stub", _("Stub")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


PUBLIC_STATUSES = (CaseStudyStatus.STUB, CaseStudyStatus.PUBLISHED)


class DraftState(models.TextChoices):
    """How far the next version has come. A published case study keeps its public version meanwhile."""

    RESTING = "resting", _("Nothing changed since the last version")
    WRITING = "writing", _("Being written")
    SUBMITTED = "submitted", _("Submitted")
    IN_REVIEW = "in_review", _("In review")


DRAFT_MOVES: dict[str, frozenset[str]] = {
    DraftState.RESTING: frozenset({DraftState.WRITING}),
    DraftState.WRITING: frozenset({DraftState.SUBMITTED}),
    DraftState.SUBMITTED: frozenset({DraftState.IN_REVIEW, DraftState.WRITING}),
    DraftState.IN_REVIEW: frozenset({DraftState.WRITING, DraftState.RESTING}),
}


class CaseStudyQuerySet(SearchableQuerySet):
    def public(self) -> Self:
        return self.filter(status__in=PUBLIC_STATUSES)

    def visible_to(self, user: Any) -> Self:
        """What is public, one's own drafts, and everything for editors."""
        if getattr(user, "can_edit", False):
            return self
        if not getattr(user, "is_authenticated", False):
            return self.public()
        own = self.model.objects.filter(case_authors__user=user, status=CaseStudyStatus.DRAFT)
        return self.filter(models.Q(status__in=PUBLIC_STATUSES) | models.Q(pk__in=own.values("pk")))


class CaseStudy(Searchable):
    """What was tried against violence and crime in a place, told so that others can learn from it.

    The words are in ``CaseRevision`` (the draft) and ``CaseVersion`` (what was published). The columns
    here are what lists, searches and other apps need of the current version; until there is one, of the
    draft. ``actions.publishing`` writes them.
    """

    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(_("title"), max_length=90)
    nutshell = models.CharField(_("in one sentence"), max_length=160)
    abstract = models.CharField(_("abstract"), max_length=600, blank=True)
    language = models.CharField(max_length=10, default="en")
    licence = models.CharField(max_length=40, default="CC BY-NC-SA 4.0")
    status = models.CharField(max_length=12, choices=CaseStudyStatus, default=CaseStudyStatus.DRAFT)
    draft_state = models.CharField(max_length=12, choices=DraftState, default=DraftState.WRITING)
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="case_studies", verbose_name=_("theme"))
    municipalities = models.ManyToManyField(Municipality, through="CasePlace", related_name="case_studies")
    current = models.ForeignKey("CaseVersion", models.SET_NULL, null=True, blank=True, related_name="+")
    has_content_note = models.BooleanField(default=False)
    is_demonstration = models.BooleanField(default=False)
    first_published_at = models.DateTimeField(null=True, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    review_due = models.DateField(_("review due"), null=True, blank=True, db_index=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(_("why it was withdrawn"), max_length=300, blank=True)
    record_changed_at = models.DateTimeField(
        null=True, blank=True, db_index=True, help_text=_("When harvesters last had to hear of it")
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = CaseStudyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = _("case studies")
        indexes = [models.Index(fields=["status"], name="case_studies_by_status")]

    def __str__(self) -> str:
        return self.title

    def words_to_find(self) -> str:
        """Title, sentence, abstract; with the current version's words when ``current`` is at hand."""
        words = f"{self.title}\n{self.nutshell}\n{self.abstract}"
        return f"{words}\n{self.current.words}" if self.current else words

    @property
    def is_public(self) -> bool:
        return self.status in PUBLIC_STATUSES

    @property
    def is_withdrawn(self) -> bool:
        return self.status == CaseStudyStatus.WITHDRAWN


class CasePlace(models.Model):
    """A municipality's part in a case study."""

    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="places")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="case_places")
    role = models.CharField(max_length=20, choices=PlaceRole, default=PlaceRole.LEAD)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case_study", "municipality", "role"], name="one_role_once_per_municipality"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} ({self.get_role_display()})"


class CaseAuthor(models.Model):
    """A member who writes a case study. Its owner hears when its review is due."""

    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="case_authors")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="case_authorships")
    is_owner = models.BooleanField(default=False)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case_study", "user"], name="one_authorship_per_person"),
        ]

    def __str__(self) -> str:
        return str(self.user)
