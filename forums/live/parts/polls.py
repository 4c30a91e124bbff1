from django.db.models import QuerySet

from forums.live.groups import Audience
from forums.live.parts.base import Part, Payload
from forums.live.poll_results import results_of
from forums.models import LivePart, LiveSession, Poll, PollState


class PollsPart(Part[Poll]):
    """Polls; the room sees one once it was opened, and its results once they are shown."""

    name = LivePart.POLLS

    def rows(self, session: LiveSession) -> QuerySet[Poll]:
        return Poll.objects.filter(session=session).prefetch_related("options")

    def id_of(self, row: Poll) -> str:
        return row.public_id

    def is_shown_to(self, row: Poll, audience: Audience) -> bool:
        if row.state == PollState.REMOVED:
            return False
        return audience is Audience.FACILITATORS or row.state != PollState.DRAFT

    def was_shown_to(self, row: Poll, audience: Audience) -> bool:
        return audience is Audience.FACILITATORS or row.opened_at is not None

    def payload(self, row: Poll, audience: Audience) -> Payload:
        payload: Payload = {
            "id": row.public_id,
            "position": row.position,
            "kind": row.kind,
            "title": row.title,
            "state": row.state,
            "most": row.most_choices,
            "highest": row.highest_rating,
            "options": [{"id": option.pk, "text": option.text} for option in row.options.all()],
        }
        if audience is Audience.FACILITATORS or row.shows_results:
            payload["results"] = results_of(row)
        if audience is Audience.FACILITATORS:
            payload["shown"] = row.shows_results
        return payload
