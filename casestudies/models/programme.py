from django.db import models
from django.utils.translation import gettext_lazy as _

from exchange.search.searchable import Searchable, SearchableQuerySet


class Aim(models.Model):
    """One of the programme's eight aims."""

    slug = models.SlugField(max_length=80, unique=True)
    order = models.PositiveSmallIntegerField(unique=True)
    title = models.CharField(max_length=120)
    text = models.TextField()

    def __str__(self) -> str:
        return self.title


class Partner(models.Model):
    """Who stands behind the programme; credited on its page."""

    slug = models.SlugField(max_length=80, unique=True)
    order = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=160)
    role = models.CharField(max_length=160)
    url = models.URLField(blank=True)

    def __str__(self) -> str:
        return self.name


class HelpLine(models.Model):
    """A number for somebody in need. Shown with the day on which somebody last dialled it."""

    name = models.CharField(max_length=120, unique=True)
    number = models.CharField(max_length=40)
    detail = models.CharField(max_length=200, blank=True)
    verified_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.name} {self.number}"


class Theme(Searchable):
    """One of the seven themes; each has a month of its own in the programme."""

    slug = models.SlugField(max_length=80, unique=True)
    order = models.PositiveSmallIntegerField(unique=True)
    title = models.CharField(_("title"), max_length=80)
    about = models.TextField(_("about"))
    month = models.DateField(help_text=_("First day of the month of its engagement"))

    objects = SearchableQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title

    def words_to_find(self) -> str:
        return f"{self.title}\n{self.about}"


class MovedAddress(models.Model):
    """A public address that is no longer used leads on to the one that is."""

    old_path = models.CharField(_("old address"), max_length=200, unique=True)
    new_path = models.CharField(_("new address"), max_length=200)
    moved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = _("moved addresses")

    def __str__(self) -> str:
        return f"{self.old_path} → {self.new_path}"
