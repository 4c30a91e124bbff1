"""What every part of a session's frames has in common."""

from collections.abc import Collection, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from django.db.models import Model, QuerySet

from forums.live.groups import Audience
from forums.models import EventKind, LivePart, LiveSession

Payload = dict[str, Any]
Row = TypeVar("Row", bound=Model)

EVERYBODY = frozenset(Audience)
FACILITATORS_ONLY = frozenset({Audience.FACILITATORS})


class Part(Generic[Row]):
    """Rows of one kind, as each audience sees them: stated in their latest form, never as steps.

    A row that was told of is never deleted; it is taken out by its state, so that open pages hear of it.
    """

    name: ClassVar[LivePart]
    audiences: ClassVar[frozenset[Audience]] = EVERYBODY
    told_after: ClassVar[frozenset[EventKind]] = frozenset()
    """Kinds of events after which all rows are told anew, for what they say depends on other rows."""

    def rows(self, session: LiveSession) -> QuerySet[Row]:
        """Every row of a session, in the order in which pages show them."""
        raise NotImplementedError

    def payload(self, row: Row, audience: Audience) -> Payload:
        """A row as an audience may see it; has ``id``, a text."""
        raise NotImplementedError

    def payloads(self, rows: Sequence[Row], audience: Audience) -> list[Payload]:
        """Several rows at once, for parts that ask the database about all of them together."""
        return [self.payload(row, audience) for row in rows]

    def is_shown_to(self, row: Row, audience: Audience) -> bool:
        return True

    def was_shown_to(self, row: Row, audience: Audience) -> bool:
        """Whether the audience ever saw it: nobody hears that something went that they never had."""
        return True

    def id_of(self, row: Row) -> str:
        return str(row.pk)

    def fold(self, session: LiveSession, audience: Audience) -> list[Payload]:
        """All that an audience sees."""
        if audience not in self.audiences:
            return []
        shown = [row for row in self.rows(session) if self.is_shown_to(row, audience)]
        return self.payloads(shown, audience)

    def changes(
        self, session: LiveSession, audience: Audience, pks: Collection[int]
    ) -> tuple[list[Payload], list[str]]:
        """The latest form of some rows, and the ids of those that are no longer to be seen."""
        if audience not in self.audiences:
            return [], []
        shown: list[Row] = []
        gone: list[str] = []
        for row in self.rows(session).filter(pk__in=pks):
            if self.is_shown_to(row, audience):
                shown.append(row)
            elif self.was_shown_to(row, audience):
                gone.append(self.id_of(row))
        return self.payloads(shown, audience), gone
