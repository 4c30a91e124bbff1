"""What a live session holds for one participant and for its record."""

from django.db.models import QuerySet

from casestudies.models import CaseStudy
from forums.models import LiveSession, Participant, Question, Vote


def votes_of(participant: Participant) -> set[str]:
    """Public ids of the questions that a participant voted for, also by what was merged into them."""
    votes = Vote.objects.filter(voter=participant)
    pairs = votes.values_list("question__public_id", "question__merged_into__public_id")
    return {public_id for pair in pairs for public_id in pair if public_id}


def questions_of(participant: Participant) -> set[str]:
    """Public ids of the questions that a participant asked."""
    return set(Question.objects.filter(asker=participant).values_list("public_id", flat=True))


def case_studies_to_ask_about(session: LiveSession) -> QuerySet[CaseStudy]:
    """The lanes of a session: the public case studies its engagement presents."""
    public = CaseStudy.objects.visible_to(None)
    return public.filter(engagements=session.engagement_id or 0).order_by("title", "pk")


def names_of_participants(session: LiveSession) -> list[str]:
    """Who took part and agreed to be named, in alphabetical order."""
    people = Participant.objects.filter(session=session).select_related("user")
    return sorted({person.record_name for person in people} - {""}, key=str.casefold)
