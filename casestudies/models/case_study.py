from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.models.municipality import Municipality
from casestudies.models.programme import Theme
from exchange.search.searchable import Searchable, SearchableQuerySet


class CaseStudyStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    STUB = "stub", _("Stub")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


PUBLIC_STATUSES = (CaseStudyStatus.STUB, CaseStudyStatus.PUBLISHED)


class PlaceRole(models.TextChoices):
    LEAD = "lead", _("Lead")
    CO_IMPLEMENTER = "co_implementer", _("Co-implementer")
    FUNDER = "funder", _("Funder")
    CONVENER = "convener", _("Convener")
    ENABLER = "enabler", _("Enabler")
    POLICY_OWNER = "policy_owner", _("Policy owner")
    DATA_PROVIDER = "data_provider", _("Data provider")
    RECIPIENT = "recipient", _("Recipient after handover")
    OBSERVER = "observer", _("Observer")


class NarrativeKey(models.TextChoices):
    """The eleven sections in their order; Ekblom's 5Is are the spine."""

    IN_A_NUTSHELL = "in_a_nutshell", _("In a nutshell")
    PROBLEM_AND_CONTEXT = "problem_and_context", _("Problem and context")
    WHAT_WAS_DONE = "what_was_done", _("What was done")
    HOW = "how", _("How")
    WHO = "who", _("Who")
    WHAT_CHANGED = "what_changed", _("What changed")
    WHAT_DID_NOT_WORK = "what_did_not_work", _("What did not work")
    WHAT_WE_WOULD_DO_DIFFERENTLY = "what_we_would_do_differently", _("What we would do differently")
    SUSTAINING_IT = "sustaining_it", _("Sustaining it")
    IF_YOU_WANT_TO_TRY_IT = "if_you_want_to_try_it", _("If you want to try it")
    QUESTIONS_WE_ARE_ASKING_YOU = "questions_we_are_asking_you", _("Questions we are asking you")


class CaseStudyQuerySet(SearchableQuerySet):
    def visible_to(self, user: Any) -> Self:
        """What is public, and drafts for editors."""
        if getattr(user, "can_edit", False):
            return self
        return self.filter(status__in=PUBLIC_STATUSES)


class CaseStudy(Searchable):
    """What was tried against violence and crime in a place, told so that others can learn from it."""

    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(_("title"), max_length=90)
    nutshell = models.CharField(_("in a nutshell"), max_length=160)
    abstract = models.CharField(_("abstract"), max_length=600, blank=True)
    language = models.CharField(max_length=10, default="en")
    licence = models.CharField(max_length=40, default="CC BY-NC-SA 4.0")
    status = models.CharField(max_length=12, choices=CaseStudyStatus, default=CaseStudyStatus.DRAFT)
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="case_studies", verbose_name=_("theme"))
    municipalities = models.ManyToManyField(Municipality, through="CasePlace", related_name="case_studies")
    source_title = models.CharField(max_length=200, blank=True)
    source_url = models.URLField(blank=True)
    is_demonstration = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = CaseStudyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = _("case studies")

    def __str__(self) -> str:
        return self.title

    def words_to_find(self) -> str:
        return f"{self.title}\n{self.nutshell}\n{self.abstract}"

    @property
    def is_public(self) -> bool:
        return self.status in PUBLIC_STATUSES


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


class NarrativeSection(models.Model):
    """One of the eleven sections of a case study, in Markdown."""

    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="sections")
    key = models.CharField(max_length=32, choices=NarrativeKey)
    source = models.TextField()
    html = models.TextField(editable=False)
    renderer_version = models.PositiveSmallIntegerField(editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case_study", "key"], name="one_section_per_key"),
        ]

    def __str__(self) -> str:
        return self.get_key_display()
