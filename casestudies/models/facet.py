from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django.db import models, transaction

from casestudies.models.case_study import CaseStudy


class FacetStamp(models.Model):
    """Another token after each change of a ``CaseFacet``: who kept the facets knows whether they hold.

    A token is never used twice. One that was rolled back is nobody's, where a number would come again with
    other rows; and writers wait here for each other, so that a token tells of all rows committed before it.
    """

    only = models.PositiveSmallIntegerField(primary_key=True, default=1)
    token = models.UUIDField()

    def __str__(self) -> str:
        return str(self.token)

    @classmethod
    def renew(cls) -> None:
        cls.objects.update_or_create(only=1, defaults={"token": uuid4()})


class CaseFacetQuerySet(models.QuerySet[Any]):
    """Every way to write changes the stamp. Rows that go with their case study needn't: it is not found."""

    @transaction.atomic
    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        rows = super().bulk_create(objs, *args, **kwargs)
        FacetStamp.renew()
        return rows

    @transaction.atomic
    def update(self, **kwargs: Any) -> int:
        changed = super().update(**kwargs)
        FacetStamp.renew()
        return changed

    @transaction.atomic
    def delete(self) -> tuple[int, dict[str, int]]:
        removed = super().delete()
        FacetStamp.renew()
        return removed


class CaseFacet(models.Model):
    """A public case study stands under a value of a facet; what filters and counts read.

    ``facet`` is a key of ``casestudies.content.facets.Facet``, ``value`` a term's key, a theme's slug, a
    province and so on. Rows are written when a version is published and hold nothing that isn't public.
    """

    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="facets")
    facet = models.CharField(max_length=20)
    value = models.CharField(max_length=60)

    objects = CaseFacetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case_study", "facet", "value"], name="one_facet_value_once"),
        ]
        indexes = [models.Index(fields=["facet", "value", "case_study"], name="cases_under_a_facet")]

    def __str__(self) -> str:
        return f"{self.facet}: {self.value}"

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        FacetStamp.renew()
