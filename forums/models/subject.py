"""What a thread, a live session or a summary is about: exactly one thing."""

from collections.abc import Sequence

from django.db import models

from casestudies.models import CaseStudy, Engagement
from forums.models.conversation import Conversation

Subject = CaseStudy | Engagement | Conversation
SUBJECT_FIELDS = ("case_study", "engagement", "conversation")


def exactly_one_of(fields: Sequence[str]) -> models.Q:
    """The condition of the ``one_subject`` constraints."""
    condition = models.Q()
    for field in fields:
        condition |= models.Q(**{f"{other}__isnull": other != field for other in fields})
    return condition


def exactly_one_subject() -> models.Q:
    return exactly_one_of(SUBJECT_FIELDS)


FIELD_OF = {
    "CaseStudy": "case_study",
    "Engagement": "engagement",
    "Conversation": "conversation",
    "Lesson": "lesson",
    "Question": "question",
    "Network": "network",
}


def subject_field(subject: models.Model) -> dict[str, models.Model]:
    """The keyword that a subject is stored under: ``{"case_study": case_study}``, for instance."""
    return {FIELD_OF[type(subject).__name__]: subject}


class AboutOneSubject(models.Model):
    """Three columns of which one is filled. Subclasses add the constraint under a name of their own."""

    case_study = models.ForeignKey(CaseStudy, models.PROTECT, null=True, blank=True, related_name="+")
    engagement = models.ForeignKey(Engagement, models.PROTECT, null=True, blank=True, related_name="+")
    conversation = models.ForeignKey(Conversation, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True

    @property
    def subject(self) -> Subject:
        subject = self.case_study or self.engagement or self.conversation
        assert subject is not None, "the one_subject constraint holds"  # noqa: S101 - narrows the type
        return subject
