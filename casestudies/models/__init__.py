from casestudies.content import (
    Attribution,
    Direction,
    HowWeKnow,
    LessonConfidence,
    LessonKind,
    NarrativeKey,
    PlaceRole,
    RelationKind,
    TrialDirection,
    Vocabulary,
)
from casestudies.models.building_block import BuildingBlock, CaseBlock, CaseRelation
from casestudies.models.case_study import (
    DRAFT_MOVES,
    PUBLIC_STATUSES,
    CaseAuthor,
    CasePlace,
    CaseStudy,
    CaseStudyStatus,
    DraftState,
)
from casestudies.models.engagement import DateStatus, Engagement, EngagementKind, ProgrammeSlot
from casestudies.models.facet import CaseFacet, FacetStamp
from casestudies.models.learning import (
    BriefSection,
    LearningItem,
    LearningKind,
    LearningVersion,
    PublishedQuotation,
    RecordedLearning,
)
from casestudies.models.lesson import Lesson
from casestudies.models.municipality import Municipality, MunicipalityCategory
from casestudies.models.picture import CasePicture
from casestudies.models.programme import Aim, HelpLine, MovedAddress, Partner, Theme
from casestudies.models.review import PublicNote, Review, SectionComment, Verdict
from casestudies.models.revision import CaseRevision
from casestudies.models.term import Term
from casestudies.models.trial import TRIED_BITS, Trial, TrialWish
from casestudies.models.version import CaseVersion, Redaction, VersionStatus
from casestudies.models.volume import Volume, VolumeEntry, VolumeState

__all__ = [
    "DRAFT_MOVES",
    "PUBLIC_STATUSES",
    "TRIED_BITS",
    "Aim",
    "Attribution",
    "BriefSection",
    "BuildingBlock",
    "CaseAuthor",
    "CaseBlock",
    "CaseFacet",
    "CasePicture",
    "CasePlace",
    "CaseRelation",
    "CaseRevision",
    "CaseStudy",
    "CaseStudyStatus",
    "CaseVersion",
    "DateStatus",
    "Direction",
    "DraftState",
    "Engagement",
    "EngagementKind",
    "FacetStamp",
    "HelpLine",
    "HowWeKnow",
    "LearningItem",
    "LearningKind",
    "LearningVersion",
    "Lesson",
    "LessonConfidence",
    "LessonKind",
    "MovedAddress",
    "Municipality",
    "MunicipalityCategory",
    "NarrativeKey",
    "Partner",
    "PlaceRole",
    "ProgrammeSlot",
    "PublicNote",
    "PublishedQuotation",
    "RecordedLearning",
    "Redaction",
    "RelationKind",
    "Review",
    "SectionComment",
    "Term",
    "Theme",
    "Trial",
    "TrialDirection",
    "TrialWish",
    "Verdict",
    "VersionStatus",
    "Vocabulary",
    "Volume",
    "VolumeEntry",
    "VolumeState",
]
