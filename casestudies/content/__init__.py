"""What a case study holds, as a value: its fields, their order, and what a complete one needs.

Everything here is pure. A case study's text is a dictionary of field key to value (``Content``), kept as
JSON by a revision and, frozen, by a published version; ``FIELDS`` describes each value once, and the form,
the check before submission, the page, the comparison, the difference and the exports all read it.
"""

from casestudies.content.choices import (
    Attribution,
    ContentNote,
    Direction,
    HowWeKnow,
    LessonConfidence,
    LessonKind,
    LocationPrecision,
    NarrativeKey,
    PlaceRole,
    RelationKind,
    SourceKind,
    TrialDirection,
)
from casestudies.content.field import Content, Field, Kind, Step
from casestudies.content.fields import FIELDS, FIELDS_BY_KEY, Language, Licence
from casestudies.content.marks import mark_of
from casestudies.content.problems import Problem, problems_of
from casestudies.content.values import cleaned, empty_content
from casestudies.content.vocabularies import VOCABULARY_OF_FIELD, Vocabulary

__all__ = [
    "FIELDS",
    "FIELDS_BY_KEY",
    "VOCABULARY_OF_FIELD",
    "Attribution",
    "Content",
    "ContentNote",
    "Direction",
    "Field",
    "HowWeKnow",
    "Kind",
    "Language",
    "LessonConfidence",
    "LessonKind",
    "Licence",
    "LocationPrecision",
    "NarrativeKey",
    "PlaceRole",
    "Problem",
    "RelationKind",
    "SourceKind",
    "Step",
    "TrialDirection",
    "Vocabulary",
    "cleaned",
    "empty_content",
    "mark_of",
    "problems_of",
]
