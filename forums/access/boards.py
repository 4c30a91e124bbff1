"""Boards: what threads stand on, and what can be followed as a whole."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from casestudies.access import case_study_to_read, engagement_to_read
from casestudies.models import CaseStudy, Engagement, Lesson
from exchange.people.access import network_to_look_after
from exchange.people.models import Network, Room
from forums.access.subjects import require_facilitator
from forums.access.threads import subject_to_discuss
from forums.models import Conversation, Question


def place_to_import_to(user: Any, kind: str, key: str) -> Any:
    """What an imported thread is to be about, by who looks after it: see ``facilitates``."""
    if kind == "network":
        return network_to_look_after(user, key)
    subject = subject_to_discuss(user, kind, key)
    require_facilitator(user)
    return subject


def board_to_follow(user: Any, kind: str, pk: int) -> Any:
    """What a scope such as ``network:3`` names, if the user may read its threads."""
    match kind:
        case "case_study":
            return case_study_to_read(user, get_object_or_404(CaseStudy, pk=pk).slug)
        case "engagement":
            return engagement_to_read(user, get_object_or_404(Engagement, pk=pk).slug)
        case "conversation":
            return get_object_or_404(Conversation, pk=pk)
        case "lesson":
            return get_object_or_404(Lesson, pk=pk, retired_at__isnull=True)
        case "question":
            question = get_object_or_404(Question.objects.with_people(), pk=pk)
            if question.is_in_the_room and not question.session.is_chatham_house:
                return question
        case "network":
            return get_object_or_404(Network.objects.read_by(user), pk=pk)
        case "room":
            rooms = Room.objects.read_by(user).filter(network__in=Network.objects.read_by(user))
            return get_object_or_404(rooms.select_related("network"), pk=pk)
    raise Http404
