"""What the database of a served site says about a session. Run in that site's own environment."""

import json
import sys

from forums.live.groups import Audience
from forums.live.payloads import own_edits, own_questions, session_state
from forums.models import LiveSession, Question, SentWrite, Vote


def tell(slug: str) -> None:
    """Print it as JSON; people go by the name that they joined with."""
    session = LiveSession.objects.get(slug=slug)
    questions = Question.objects.filter(session=session).order_by("pk")
    votes = Vote.objects.filter(question__session=session).order_by("pk")
    writes = SentWrite.objects.filter(question__session=session).order_by("pk")
    people = list(session.participants.select_related("user").order_by("pk"))
    told = {
        "head": session.last_seq,
        "seqs": list(session.events.order_by("seq").values_list("seq", flat=True)),
        "folds": {audience: session_state(session, audience) for audience in Audience},
        "own": {person.guest_name: own_questions(person) for person in people},
        "edits": {person.guest_name: own_edits(person) for person in people},
        "merged": dict(
            questions.filter(merged_into__isnull=False).values_list("public_id", "merged_into__public_id")
        ),
        "questions": list(questions.exclude(text="").values_list("text", flat=True)),
        "never_shown": list(questions.filter(let_through_at=None).values_list("public_id", flat=True)),
        "votes": list(votes.values_list("voter__guest_name", "question__public_id")),
        "counts": dict(questions.values_list("public_id", "vote_count")),
        "writes": [str(client_id) for client_id in writes.values_list("client_id", flat=True)],
    }
    json.dump(told, sys.stdout)
