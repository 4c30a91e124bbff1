"""What discussions are about."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from casestudies.access import case_study_to_read, engagement_to_read
from forums.models import Conversation, Subject


def require_facilitator(user: Any) -> None:
    if not getattr(user, "can_facilitate", False):
        raise PermissionDenied


def subject_to_read(user: Any, kind: str, slug: str) -> Subject:
    """The case study, engagement or conversation that a URL names."""
    if kind == "case-study":
        return case_study_to_read(user, slug)
    if kind == "engagement":
        return engagement_to_read(user, slug)
    if kind == "conversation":
        conversations = Conversation.objects.visible_to(user).select_related("theme", "engagement")
        return get_object_or_404(conversations, slug=slug)
    raise Http404
