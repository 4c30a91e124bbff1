"""Text that can be found: folded columns, kept by the row itself, and the words of a search."""

from collections.abc import Iterable, Sequence
from typing import Any, Self

from django.db import models

from exchange.search.expressions import Found, FoundAmong, Rank
from exchange.search.fold import fold, names


class SearchableQuerySet(models.QuerySet[Any]):
    def matching(self, query: str, *, others_first: bool = False) -> Self:
        """Rows that hold every word of the query; none for a query without words.

        ``others_first`` says that an index serves the conditions that the rows have already.
        """
        wanted = tuple(names(query))
        found = FoundAmong if others_first else Found
        return self.filter(found(wanted)) if wanted else self.none()

    def best_first(self, query: str, *, others_first: bool = False) -> Self:
        """Rows ``matching`` the query: words of a title before words further down, then by pk."""
        wanted = tuple(names(query))
        found = self.matching(query, others_first=others_first)
        return found.order_by(Rank(wanted), "pk") if wanted else found

    def best_of(self, query: str, pks: Sequence[int]) -> Self:
        """Those of the keys, a few that are known to match, in the same order."""
        wanted = tuple(names(query))
        return self.filter(pk__in=pks).order_by(Rank(wanted, tuple(pks)), "pk") if wanted else self.none()

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """As Django does it, with the words folded, for it calls no ``save``."""
        rows = list(objs)
        for row in rows:
            row.fold_words()
        if kwargs.get("update_fields"):
            kwargs["update_fields"] = [*{*kwargs["update_fields"], *FOLDED}]
        return super().bulk_create(rows, *args, **kwargs)

    def bulk_update(self, objs: Iterable[Any], fields: Iterable[str], *args: Any, **kwargs: Any) -> int:
        rows = list(objs)
        for row in rows:
            row.fold_words()
        return super().bulk_update(rows, [*{*fields, *FOLDED}], *args, **kwargs)


class Searchable(models.Model):
    """Keeps the folded form of what a person would look for in the row.

    The model needs ``AddSearch`` in a migration, which makes the index of these two columns.
    """

    search_title = models.TextField(editable=False, default="", blank=True)
    search_text = models.TextField(editable=False, default="", blank=True)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fold_words()
        fields: Sequence[str] | None = kwargs.get("update_fields")
        if fields is not None:
            kwargs["update_fields"] = {*fields, *FOLDED}
        super().save(*args, **kwargs)

    def fold_words(self) -> None:
        self.search_title, self.search_text = folded(self.words_to_find())

    def words_to_find(self) -> str:
        """What the row can be found by; its first line is the title, and empty where it has none."""
        raise NotImplementedError


FOLDED = ("search_title", "search_text")


def folded(words: str) -> tuple[str, str]:
    """The two columns of a row: its first line, and all of it."""
    return fold(words.partition("\n")[0]), fold(words)
