from django.db import models
from django.utils.translation import gettext_lazy as _

from exchange.search.searchable import Searchable, SearchableQuerySet


class MunicipalityCategory(models.TextChoices):
    METRO = "A", _("Metropolitan municipality")
    LOCAL = "B", _("Local municipality")
    DISTRICT = "C", _("District municipality")


class Municipality(Searchable):
    """A municipality of South Africa, known by its demarcation code.

    Two are called Emalahleni, so a label is name and province; names such as !Kheis make poor
    slugs, so a URL holds the code. One that was disestablished stays and points to its successor.
    """

    code = models.CharField(_("code"), max_length=6, unique=True)
    name = models.CharField(_("name"), max_length=80)
    category = models.CharField(_("category"), max_length=1, choices=MunicipalityCategory)
    province = models.CharField(_("province"), max_length=40)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="locals", verbose_name=_("district")
    )
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_from")
    is_demonstration = models.BooleanField(default=False)

    objects = SearchableQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.name}, {self.province}"

    def words_to_find(self) -> str:
        return f"{self.name}\n{self.code}\n{self.province}"
