"""What a field is: its key, its words, and what may stand in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casestudies.content.guidance import GUIDANCE
from casestudies.content.vocabularies import Vocabulary

Content = dict[str, Any]
Words = str | Promise


class Step(models.TextChoices):
    """The steps of the form, and the groups of the page."""

    IDENTITY = "identity", _("What it is")
    PLACES = "places", _("Where")
    FACETS = "facets", _("What kind of work")
    MEANS = "means", _("Time and means")
    STORY = "story", _("The story")
    LEARNING = "learning", _("What was learned")
    OUTCOMES = "outcomes", _("Outcomes")
    EVIDENCE = "evidence", _("Evidence")
    LESSONS = "lessons", _("Lessons")
    RELATED = "related", _("Building blocks and related cases")
    PICTURES = "pictures", _("Pictures")
    SOURCES = "sources", _("Sources and people")


class Kind(Enum):
    """How a value is written down: its JSON type, and its box in the form."""

    LINE = "one line of text"
    TEXT = "plain text of several lines"
    PROSE = "Markdown"
    MONTH = "a month, YYYY-MM, or a year"
    CHOICE = "one key of a closed list"
    CHOICES = "several keys of a closed list"
    TERM = "one key of a vocabulary"
    TERMS = "several keys of a vocabulary"
    TICK = "yes or no"
    THEME = "the slug of a theme"
    THEMES = "several slugs of themes"
    MUNICIPALITY = "the code of a municipality"
    CASE_STUDY = "the slug of another case study"
    BUILDING_BLOCK = "the slug of a building block"
    PICTURE = "the key of an uploaded picture"
    ROWS = "a list of dictionaries, each with a uid and the columns"


@dataclass(frozen=True)
class Field:
    """One field: its key in the content, what people call it, and what may stand in it.

    ``is_required`` means before submission; a draft may have any gap. ``max_length`` is in characters.
    """

    key: str
    label: Words
    kind: Kind
    step: Step
    help: Words = ""
    max_length: int | None = None
    choices: type[models.TextChoices] | None = None
    vocabulary: Vocabulary | None = None
    columns: tuple["Field", ...] = ()
    is_required: bool = False
    missing: Words = ""
    default: str = ""

    @property
    def is_long(self) -> bool:
        """Whether line breaks belong into it."""
        return self.kind in {Kind.TEXT, Kind.PROSE}

    @property
    def guidance(self) -> Sequence[Words]:
        """Questions that help to write it; shown beside the box."""
        return GUIDANCE.get(self.key, ())
