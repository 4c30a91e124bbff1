from collections.abc import Sequence

from django.db.models import QuerySet

from forums.live.groups import Audience
from forums.live.parts.base import Part, Payload
from forums.live.poll_results import hidden_words, people_by_poll, results_by_poll
from forums.models import EventKind, LivePart, LiveSession, Poll, PollState


class PollsPart(Part[Poll]):
    """Polls; the room sees one once it was opened, and its results once they are shown.

    How many have answered the room sees from the beginning.
    """

    name = LivePart.POLLS
    # Who is counted may be others now: blocked, a burst let count, members only, a guest logged in.
    told_after = frozenset(
        {EventKind.PEOPLE_CHANGED, EventKind.SESSION_CHANGED, EventKind.ASKER_CHANGED, EventKind.UNDONE}
    )

    def rows(self, session: LiveSession) -> QuerySet[Poll]:
        return Poll.objects.filter(session=session).prefetch_related("options")

    def id_of(self, row: Poll) -> str:
        return row.public_id

    def is_shown_to(self, row: Poll, audience: Audience) -> bool:
        if row.state == PollState.REMOVED:
            return False
        return audience is Audience.FACILITATORS or row.state != PollState.DRAFT

    def was_shown_to(self, row: Poll, audience: Audience) -> bool:
        return audience is Audience.FACILITATORS or row.was_opened

    def payloads(self, rows: Sequence[Poll], audience: Audience) -> list[Payload]:
        opened = [row for row in rows if row.was_opened]
        people = people_by_poll(opened)
        told = [row for row in opened if audience is Audience.FACILITATORS or row.shows_results]
        results = results_by_poll(told, people)
        payloads = []
        for row in rows:
            payload = self.payload(row, audience) | {"people": people.get(row.pk, 0)}
            if row.pk in results:
                payload["results"] = results[row.pk]
            payloads.append(payload)
        return payloads

    def payload(self, row: Poll, audience: Audience) -> Payload:
        """What a poll asks and how it stands, without what was answered."""
        payload: Payload = {
            "id": row.public_id,
            "position": row.position,
            "kind": row.kind,
            "title": row.title,
            "state": row.state,
            "most": row.most_choices,
            "highest": row.highest_rating,
            "options": [{"id": str(option.pk), "text": option.text} for option in row.options.all()],
        }
        if row.opened_at:
            payload["opened"] = int(row.opened_at.timestamp())
        if audience is Audience.FACILITATORS:
            payload["shown"] = row.shows_results
            if row.has_words:
                payload["taken_out"] = hidden_words(row)
        return payload
