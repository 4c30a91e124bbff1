"""What somebody who takes part in a live session opens and sends."""

import re

from django.test import Client
from django.urls import reverse

from forums.models import LiveSession, Question

AS_GUEST = {"guest_name": "Sipho", "shown_as": "name", "take_part": "on", "be_quoted": "on"}


def page_of(session: LiveSession) -> str:
    return reverse("live_session", args=[session.slug])


def joining(session: LiveSession) -> str:
    return reverse("join_session", args=[session.slug])


def asking(session: LiveSession) -> str:
    return reverse("ask_question", args=[session.slug])


def to(question: Question, verb: str) -> str:
    return reverse("question_act", args=[question.session.slug, question.public_id, verb])


def texts(client: Client, session: LiveSession, query: str = "") -> list[str]:
    """The questions that its page shows, in their order."""
    html = client.get(page_of(session) + query).content.decode().split("<template data-question")[0]
    return re.findall(r'data-field="text"[^>]*>([^<]+)<', html)
