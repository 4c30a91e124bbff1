"""What somebody looks for in a list that has facets of its own, as lessons and threads have."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

from casestudies.content.filters import LIKE, SORT, Filters, Parameters, Sort

SORTS = (Sort.RELEVANCE, Sort.NEWEST)


@dataclass(frozen=True)
class OwnFilters(Filters):
    """Words, and values of its own facets; it is not sorted by title, nor like a place."""

    own: ClassVar[tuple[str, ...]]  # its facets, in the order of an address

    @classmethod
    def parse(cls, parameters: Parameters, *, facets: Collection[str] = ()) -> Self:
        """Read an address; never fails. Values that nothing in it can have are left out, and said so."""
        read = super().parse(parameters, facets=facets or cls.own)
        for facet, known in read.possible().items():
            read = read.keeping(facet, known)
        if read.sort not in SORTS:
            sort = Sort.RELEVANCE if read.query else Sort.NEWEST
            read = replace(read, sort=sort, left_out=(*read.left_out, (SORT, read.sort)))
        if read.like:
            read = replace(read, like="", left_out=(*read.left_out, (LIKE, "")))
        return read

    def possible(self) -> Mapping[str, Collection[str]]:
        """The values of those facets that need no look into the database."""
        raise NotImplementedError

    def keeping(self, facet: str, known: Collection[str]) -> Self:
        """With only those values of a facet that are known; the others are left out, and said so."""
        values = self.chosen.get(facet, ())
        unknown = tuple((facet, value) for value in values if value not in known)
        if not unknown:
            return self
        chosen = {**self.chosen, facet: tuple(value for value in values if value in known)}
        return self.choosing(chosen, left_out=(*self.left_out, *unknown))

    def toggled(self, facet: str, value: str) -> Self:
        toggled = super().toggled(facet, value)
        return toggled.choosing(toggled.chosen)

    def choosing(self, chosen: Mapping[str, tuple[str, ...]], **changes: Any) -> Self:
        """With these values, in the order of an address."""
        return replace(self, chosen={name: chosen[name] for name in self.own if chosen.get(name)}, **changes)
