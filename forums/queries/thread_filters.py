"""What somebody looks for among the threads, as the address of a page says it; see the library's filters."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.content.filters import LIKE, SORT, Filters, Parameters, Sort
from forums.models import ThreadKind


class ThreadFacet(models.TextChoices):
    """The value is the URL's parameter, in the order of an address."""

    KIND = "kind", _("Kind")
    STATE = "state", _("State")
    THEME = "theme", _("Theme")
    NETWORK = "network", _("Network")
    MUNICIPALITY = "municipality", _("Municipality")
    TAG = "tag", _("Tag")
    PERSON = "person", _("Person")
    SINCE = "since", _("Something said since")
    UNTIL = "until", _("Opened until")
    CASE_STUDY = "case_study", _("Case study")
    ENGAGEMENT = "engagement", _("Engagement")
    CONVERSATION = "conversation", _("Conversation")
    LESSON = "lesson", _("Lesson")
    QUESTION = "question", _("Question")


class Standing(models.TextChoices):
    """How a thread stands; the last three are what it is to the person who asks."""

    OPEN_QUESTION = "open_question", _("A question without an answer")
    ANSWERED = "answered", _("Answered")
    LOCKED = "locked", _("Locked")
    ARCHIVED = "archived", _("Archived")
    MINE = "mine", _("I wrote in it")
    FOLLOWED = "followed", _("I follow it")
    UNREAD = "unread", _("Something new for me")


OWN = (Standing.MINE, Standing.FOLLOWED, Standing.UNREAD)
DATES = (ThreadFacet.SINCE, ThreadFacet.UNTIL)
SORTS = (Sort.RELEVANCE, Sort.NEWEST)


@dataclass(frozen=True)
class ThreadFilters(Filters):
    """Words, and values of the threads' own facets. ``needs_login``: something of one's own was asked for."""

    needs_login: bool = False

    @classmethod
    def parse(cls, parameters: Parameters, *, facets: Collection[str] = tuple(ThreadFacet.values)) -> Self:
        """Read an address; never fails. Values that no thread can have are left out, and said so."""
        read = super().parse(parameters, facets=facets)
        read = read.keeping(ThreadFacet.KIND, ThreadKind.values)
        read = read.keeping(ThreadFacet.STATE, Standing.values)
        for facet in DATES:
            read = read.keeping(facet, [value for value in read.chosen.get(facet, ()) if as_date(value)][:1])
        if read.sort not in SORTS:
            sort = Sort.RELEVANCE if read.query else Sort.NEWEST
            read = replace(read, sort=sort, left_out=(*read.left_out, (SORT, read.sort)))
        if read.like:
            read = replace(read, like="", left_out=(*read.left_out, (LIKE, "")))
        return read

    def keeping(self, facet: str, known: Collection[str]) -> Self:
        """With only those values of a facet that are known; the others are left out, and said so."""
        values = self.chosen.get(facet, ())
        unknown = tuple((facet, value) for value in values if value not in known)
        if not unknown:
            return self
        chosen = {**self.chosen, facet: tuple(value for value in values if value in known)}
        return replace(self, chosen=in_order(chosen), left_out=(*self.left_out, *unknown))

    def for_visitor(self) -> Self:
        """Without what is asked of one's own threads: a visitor has none."""
        values = self.chosen.get(ThreadFacet.STATE, ())
        kept = tuple(value for value in values if value not in OWN)
        chosen = in_order({**self.chosen, ThreadFacet.STATE: kept})
        return replace(self, chosen=chosen, needs_login=kept != values)

    def toggled(self, facet: str, value: str) -> Self:
        toggled = super().toggled(facet, value)
        return replace(toggled, chosen=in_order(toggled.chosen))

    def day(self, facet: str) -> date | None:
        values = self.chosen.get(facet, ())
        return as_date(values[0]) if values else None

    @property
    def first_day(self) -> str:
        return "".join(self.chosen.get(ThreadFacet.SINCE, ()))

    @property
    def last_day(self) -> str:
        return "".join(self.chosen.get(ThreadFacet.UNTIL, ()))


def in_order(chosen: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    return {name: chosen[name] for name in ThreadFacet.values if chosen.get(name)}


def as_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
