"""What somebody looks for among the threads, as the address of a page says it; see the library's filters."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.content.own_filters import OwnFilters
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


@dataclass(frozen=True)
class ThreadFilters(OwnFilters):
    """Words, and values of the threads' own facets. ``needs_login``: something of one's own was asked for."""

    own = tuple(ThreadFacet.values)
    needs_login: bool = False

    def possible(self) -> Mapping[str, Collection[str]]:
        days: dict[str, Collection[str]] = {
            facet: list(filter(as_date, self.chosen.get(facet, ())))[:1] for facet in DATES
        }
        return {ThreadFacet.KIND: ThreadKind.values, ThreadFacet.STATE: Standing.values, **days}

    def for_visitor(self) -> Self:
        """Without what is asked of one's own threads: a visitor has none."""
        values = self.chosen.get(ThreadFacet.STATE, ())
        kept = tuple(value for value in values if value not in OWN)
        return self.choosing({**self.chosen, ThreadFacet.STATE: kept}, needs_login=kept != values)

    def day(self, facet: str) -> date | None:
        values = self.chosen.get(facet, ())
        return as_date(values[0]) if values else None

    @property
    def first_day(self) -> str:
        return "".join(self.chosen.get(ThreadFacet.SINCE, ()))

    @property
    def last_day(self) -> str:
        return "".join(self.chosen.get(ThreadFacet.UNTIL, ()))


def as_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
