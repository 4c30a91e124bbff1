from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    MUNICIPALITY = "municipality", _("Municipality")
    NGO = "ngo", _("Non-governmental organisation")
    POLICE = "police", _("Police")
    NETWORK = "network", _("Community network")
    CAPACITY_BUILDER = "capacity_builder", _("Capacity-building entity")
    OTHER = "other", _("Other")


class Organisation(models.Model):
    """Whom a person works for or speaks with."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(
        _("kind"), max_length=20, choices=OrganisationKind, default=OrganisationKind.OTHER
    )

    def __str__(self) -> str:
        return self.name
