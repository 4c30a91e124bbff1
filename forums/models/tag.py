from django.db import models
from django.utils.translation import gettext_lazy as _


class Tag(models.Model):
    """A word that people give to threads, so that they are found together. Folded into its slug."""

    slug = models.SlugField(max_length=40, unique=True)
    label = models.CharField(_("tag"), max_length=40)

    def __str__(self) -> str:
        return self.label
