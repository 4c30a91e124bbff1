"""Every field of a case study, described once, in the order in which people write and read it."""

from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

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
)
from casestudies.content.field import Field, Kind, Step, Words
from casestudies.content.vocabularies import Vocabulary


@dataclass(frozen=True)
class _Step:
    """Saves writing the step at each of its fields."""

    step: Step
    made: list[Field] = field(default_factory=list)

    def __call__(self, key: str, label: Words, kind: Kind, **options: Any) -> Field:
        made = Field(key, label, kind, self.step, **options)
        self.made.append(made)
        return made

    def column(self, key: str, label: Words, kind: Kind = Kind.LINE, **options: Any) -> Field:
        return Field(key, label, kind, self.step, **options)


def _identity() -> list[Field]:
    add = _Step(Step.IDENTITY)
    add("title", _("Title"), Kind.LINE, max_length=90, is_required=True,
        help=_("What was done and where, in plain words."))  # fmt: skip
    add("nutshell", _("In one sentence"), Kind.LINE, max_length=160, is_required=True,
        help=_("Stands under the title wherever the case study is listed."))  # fmt: skip
    add("abstract", _("Abstract"), Kind.TEXT, max_length=600, is_required=True,
        help=_("Problem, what was tried, what changed, what did not work."))  # fmt: skip
    add("language", _("Language"), Kind.CHOICE, choices=Language, default=Language.EN)
    add("licence", _("Licence"), Kind.CHOICE, choices=Licence, default=Licence.CC_BY_NC_SA)
    add("content_notes", _("Content note"), Kind.CHOICES, choices=ContentNote,
        help=_("Readers are warned, and find help lines and a way to leave quickly."))  # fmt: skip
    return add.made


class Language(models.TextChoices):
    """The languages that a case study may be written in."""

    EN = "en", "English"
    AF = "af", "Afrikaans"
    ZU = "zu", "isiZulu"
    XH = "xh", "isiXhosa"
    ST = "st", "Sesotho"
    TN = "tn", "Setswana"
    NSO = "nso", "Sepedi"
    TS = "ts", "Xitsonga"
    SS = "ss", "siSwati"
    VE = "ve", "Tshivenḓa"
    NR = "nr", "isiNdebele"


class Licence(models.TextChoices):
    CC_BY_NC_SA = "CC BY-NC-SA 4.0", "CC BY-NC-SA 4.0"
    CC_BY_SA = "CC BY-SA 4.0", "CC BY-SA 4.0"
    CC_BY = "CC BY 4.0", "CC BY 4.0"


def _places() -> list[Field]:
    add = _Step(Step.PLACES)
    add("places", _("Municipalities and their roles"), Kind.ROWS, is_required=True,
        missing=_("At least one municipality takes part in every case study. Please add one."),
        columns=(
            add.column("municipality", _("Municipality"), Kind.MUNICIPALITY, is_required=True),
            add.column("role", _("Role"), Kind.CHOICE, choices=PlaceRole, is_required=True,
                       default=PlaceRole.LEAD),
        ))  # fmt: skip
    add(
        "site",
        _("Site"),
        Kind.LINE,
        max_length=120,
        help=_("The street, rank, park or school, if it may be named."),
    )
    add("setting", _("Setting"), Kind.TERMS, vocabulary=Vocabulary.SETTING, is_required=True)
    add("precision", _("How exactly readers may learn where"), Kind.CHOICE, choices=LocationPrecision,
        default=LocationPrecision.MUNICIPALITY)  # fmt: skip
    return add.made


def _facets() -> list[Field]:
    add = _Step(Step.FACETS)
    add("theme", _("Theme"), Kind.THEME, is_required=True)
    add("other_themes", _("Other themes"), Kind.THEMES, help=_("Where else readers should come across it."))
    add("stage", _("Stage"), Kind.TERM, vocabulary=Vocabulary.STAGE, is_required=True)
    for vocabulary, is_required in (
        (Vocabulary.APPROACH, True),
        (Vocabulary.POPULATION, True),
        (Vocabulary.TYPOLOGY, False),
        (Vocabulary.PREVENTION_LEVEL, False),
        (Vocabulary.INSTRUMENT, False),
        (Vocabulary.ICVPS, False),
        (Vocabulary.NSP_GBVF, False),
        (Vocabulary.INSPIRE, False),
    ):
        add(vocabulary.value, vocabulary.label, Kind.TERMS, vocabulary=vocabulary, is_required=is_required)
    return add.made


def _means() -> list[Field]:
    add = _Step(Step.MEANS)
    add("start", _("Began"), Kind.MONTH, is_required=True, help=_("Year, or year and month: 2021-07"))
    add("end", _("Ended"), Kind.MONTH, help=_("Empty if it goes on."))
    add("milestones", _("Milestones"), Kind.ROWS, columns=(
        add.column("when", _("When"), Kind.MONTH, is_required=True),
        add.column("what", _("What happened"), max_length=200, is_required=True),
    ))  # fmt: skip
    add(
        "budget", _("Budget"), Kind.TERM, vocabulary=Vocabulary.BUDGET, help=_("In rand, all years together.")
    )
    add("funders", _("Funders"), Kind.ROWS, columns=(
        add.column("name", _("Funder"), max_length=120, is_required=True),
        add.column("paid_for", _("What it paid for"), max_length=200),
    ))  # fmt: skip
    add(
        "staffing",
        _("Staffing"),
        Kind.TEXT,
        max_length=600,
        help=_("Who worked on it, and for how much of their time."),
    )
    return add.made


STORY = (
    NarrativeKey.IN_A_NUTSHELL,
    NarrativeKey.PROBLEM_AND_CONTEXT,
    NarrativeKey.WHAT_WAS_DONE,
    NarrativeKey.HOW,
    NarrativeKey.WHO,
    NarrativeKey.WHAT_CHANGED,
)


def _narrative() -> list[Field]:
    story, learning = _Step(Step.STORY), _Step(Step.LEARNING)
    optional = {
        NarrativeKey.SUSTAINING_IT,
        NarrativeKey.IF_YOU_WANT_TO_TRY_IT,
        NarrativeKey.QUESTIONS_WE_ARE_ASKING_YOU,
    }
    for key in NarrativeKey:
        add = story if key in STORY else learning
        add(key.value, key.label, Kind.PROSE, max_length=20_000, is_required=key not in optional)
        if key == NarrativeKey.WHAT_DID_NOT_WORK:
            add("nothing_reason", _("If nothing failed: why is that so?"), Kind.TEXT, max_length=1_000)
    return story.made + learning.made


def _outcomes() -> list[Field]:
    add = _Step(Step.OUTCOMES)
    add("outcomes", _("Outcomes"), Kind.ROWS, is_required=True,
        missing=_("Please add at least one outcome; “not measured” is an honest direction."),
        help=_("Each outcome is rated by itself. The case study as a whole gets no score."),
        columns=(
            add.column("domain", _("Domain"), Kind.TERM, vocabulary=Vocabulary.OUTCOME_DOMAIN,
                       is_required=True),
            add.column("statement", _("What changed"), max_length=300, is_required=True),
            add.column("direction", _("Direction"), Kind.CHOICE, choices=Direction, is_required=True),
            add.column("how_we_know", _("How we know"), Kind.CHOICE, choices=HowWeKnow, is_required=True),
            add.column("source", _("Source"), max_length=200),
            add.column("baseline", _("Baseline"), max_length=80),
            add.column("value", _("Value"), max_length=80),
            add.column("period", _("Period"), max_length=80),
        ))  # fmt: skip
    return add.made


def _evidence() -> list[Field]:
    """EMMIE (Johnson, Tilley and Bowers, 2015): what a decision needs to know beyond the effect."""
    add = _Step(Step.EVIDENCE)
    for key, label in (
        ("effect", _("Effect")),
        ("mechanism", _("Mechanism")),
        ("moderators", _("Moderators")),
        ("implementation", _("Implementation")),
        ("economics", _("Economics")),
    ):
        add(key, label, Kind.PROSE, max_length=4_000, help=_("Left empty, readers see “not reported”."))
    return add.made


def _lessons() -> list[Field]:
    add = _Step(Step.LESSONS)
    add("lessons", _("Lessons"), Kind.ROWS, is_required=True,
        missing=_("Please add at least one lesson: something that another municipality can use or avoid."),
        columns=(
            add.column("statement", _("Lesson"), Kind.TEXT, max_length=240, is_required=True),
            add.column("kind", _("Kind"), Kind.CHOICE, choices=LessonKind, is_required=True),
            add.column("conditions", _("Conditions under which it held"), Kind.TEXT, max_length=400),
            add.column("audience", _("Whom it is for"), Kind.TERMS, vocabulary=Vocabulary.AUDIENCE),
            add.column("confidence", _("Confidence"), Kind.CHOICE, choices=LessonConfidence,
                       default=LessonConfidence.ONE_VOICE),
            add.column("attribution", _("Attribution"), Kind.CHOICE, choices=Attribution,
                       default=Attribution.WITHHELD),
            add.column("attributed_to", _("Whose experience"), max_length=160,
                       help=_("As it may be shown, for example: Urban safety officer, Mbali Bay")),
        ))  # fmt: skip
    return add.made


def _related() -> list[Field]:
    add = _Step(Step.RELATED)
    add("building_blocks", _("Building blocks"), Kind.ROWS, columns=(
        add.column("block", _("Building block"), Kind.BUILDING_BLOCK, is_required=True),
        add.column("use", _("How it was used here"), max_length=300),
    ))  # fmt: skip
    add("relations", _("Related case studies"), Kind.ROWS, columns=(
        add.column("relation", _("This case study …"), Kind.CHOICE, choices=RelationKind, is_required=True),
        add.column("case_study", _("… that one"), Kind.CASE_STUDY, is_required=True),
    ))  # fmt: skip
    return add.made


def _pictures() -> list[Field]:
    add = _Step(Step.PICTURES)
    add("pictures", _("Pictures"), Kind.ROWS, columns=(
        add.column("picture", _("Picture"), Kind.PICTURE, is_required=True),
        add.column("alt", _("Description for those who can’t see it"), max_length=300, is_required=True),
        add.column("caption", _("Caption"), max_length=300),
        add.column("credit", _("Who took it"), max_length=120),
    ))  # fmt: skip
    return add.made


def _sources() -> list[Field]:
    add = _Step(Step.SOURCES)
    add("sources", _("Sources"), Kind.ROWS, columns=(
        add.column("kind", _("Kind"), Kind.CHOICE, choices=SourceKind, default=SourceKind.REPORT),
        add.column("title", _("Title"), max_length=300, is_required=True),
        add.column("authors", _("Authors"), max_length=300,
                   help=_("Separated by semicolons: Dlamini, A.; City of Mbali")),
        add.column("year", _("Year"), max_length=4),
        add.column("publisher", _("Publisher or journal"), max_length=200),
        add.column("url", _("Web address"), max_length=500),
        add.column("doi", _("DOI"), max_length=120),
    ))  # fmt: skip
    add("people", _("People"), Kind.ROWS, columns=(
        add.column("name", _("Name"), max_length=120, is_required=True),
        add.column("part", _("Part in the case"), max_length=160, is_required=True),
        add.column("affiliation", _("Organisation"), max_length=160),
        add.column("agreed", _("Has agreed to be named here"), Kind.TICK),
    ), help=_("Only people who agreed to be named are shown."))  # fmt: skip
    return add.made


FIELDS: tuple[Field, ...] = tuple(
    _identity()
    + _places()
    + _facets()
    + _means()
    + _narrative()
    + _outcomes()
    + _evidence()
    + _lessons()
    + _related()
    + _pictures()
    + _sources()
)
FIELDS_BY_KEY = {field.key: field for field in FIELDS}
