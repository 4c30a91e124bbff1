from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.content import RelationKind
from casestudies.models.case_study import CaseStudy
from exchange.search.searchable import Searchable, SearchableQuerySet


class BuildingBlock(Searchable):
    """A part that many case studies use, such as a safety audit walk: described once, on its own page."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=90)
    summary = models.CharField(_("summary"), max_length=240)
    source = models.TextField(_("how it is done"), blank=True, help_text=_("Markdown"))
    html = models.TextField(editable=False, blank=True)
    is_demonstration = models.BooleanField(default=False)

    objects = SearchableQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title

    def words_to_find(self) -> str:
        return f"{self.title}\n{self.summary}\n{self.source}"


class CaseBlock(models.Model):
    """A public case study uses a building block."""

    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="case_blocks")
    block = models.ForeignKey(BuildingBlock, models.PROTECT, related_name="case_blocks")
    use = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case_study", "block"], name="one_block_once_per_case_study"),
        ]

    def __str__(self) -> str:
        return str(self.block)


class CaseRelation(models.Model):
    """How a public case study relates to another; read from the one to the other."""

    from_case = models.ForeignKey(CaseStudy, models.CASCADE, related_name="relations_from")
    kind = models.CharField(max_length=12, choices=RelationKind)
    to_case = models.ForeignKey(CaseStudy, models.CASCADE, related_name="relations_to")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["from_case", "kind", "to_case"], name="one_relation_once"),
            models.CheckConstraint(
                condition=~models.Q(from_case=models.F("to_case")), name="no_case_relates_to_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
