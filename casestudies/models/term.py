from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.content import Vocabulary


class TermQuerySet(models.QuerySet["Term"]):
    def in_order(self) -> Self:
        return self.order_by("vocabulary", "order", "key")


class Term(models.Model):
    """One entry of a controlled vocabulary. Its key never changes: published versions hold it.

    A term that is retired can't be chosen any more; where it was used it keeps its label.
    """

    vocabulary = models.CharField(_("vocabulary"), max_length=20, choices=Vocabulary)
    key = models.SlugField(_("key"), max_length=60)
    label = models.CharField(_("label"), max_length=160)
    description = models.TextField(_("description"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_retired = models.BooleanField(_("retired"), default=False)

    objects = TermQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vocabulary", "key"], name="one_term_per_key_and_vocabulary"),
        ]

    def __str__(self) -> str:
        return self.label
