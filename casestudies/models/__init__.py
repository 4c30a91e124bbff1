from casestudies.models.case_study import (
    PUBLIC_STATUSES,
    CasePlace,
    CaseStudy,
    CaseStudyStatus,
    NarrativeKey,
    NarrativeSection,
    PlaceRole,
)
from casestudies.models.engagement import DateStatus, Engagement, EngagementKind
from casestudies.models.learning import (
    BriefSection,
    LearningItem,
    LearningKind,
    PublishedQuotation,
    RecordedLearning,
)
from casestudies.models.lesson import Lesson, LessonConfidence, LessonKind
from casestudies.models.municipality import Municipality, MunicipalityCategory
from casestudies.models.programme import Aim, HelpLine, Partner, Theme

__all__ = [
    "PUBLIC_STATUSES",
    "Aim",
    "BriefSection",
    "CasePlace",
    "CaseStudy",
    "CaseStudyStatus",
    "DateStatus",
    "Engagement",
    "EngagementKind",
    "HelpLine",
    "LearningItem",
    "LearningKind",
    "Lesson",
    "LessonConfidence",
    "LessonKind",
    "Municipality",
    "MunicipalityCategory",
    "NarrativeKey",
    "NarrativeSection",
    "Partner",
    "PlaceRole",
    "PublishedQuotation",
    "RecordedLearning",
    "Theme",
]
