"""Text that can be found: a folded column, kept by the row itself."""

from typing import Any, Self

from django.db import models

from exchange.search.fold import fold, terms


class SearchableQuerySet(models.QuerySet[Any]):
    def matching(self, query: str) -> Self:
        """Rows that hold every word of the query; none for a query without words."""
        words = terms(query)
        if not words:
            return self.none()
        return self.filter(*(models.Q(search_text__contains=word) for word in words))


class Searchable(models.Model):
    """Keeps ``search_text`` as the folded form of what a person would look for in the row."""

    search_text = models.TextField(editable=False, default="", blank=True)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = fold(self.words_to_find())
        fields = kwargs.get("update_fields")
        if fields is not None:
            kwargs["update_fields"] = {*fields, "search_text"}
        super().save(*args, **kwargs)

    def words_to_find(self) -> str:
        """What the row can be found by; one string, title first."""
        raise NotImplementedError
