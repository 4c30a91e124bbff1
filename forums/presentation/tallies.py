"""What a discussion came to in numbers, as sentences that a summary can use: polls and statements."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forums.models import LiveSession, Statement, StatementState, Summary
from forums.presentation.polls import PollTable, people_in_words, poll_tables

MOST_ROWS = 6


@dataclass(frozen=True)
class Tally:
    """One poll or statement: its key, what was asked, and the result line by line and as a sentence."""

    key: str
    kind: str
    title: str
    rows: tuple[str, ...]
    sentence: str
    quotation: int | None = None  # of a statement: the words that it was drawn from

    @property
    def anchor(self) -> str:
        return self.key.replace(":", "-")


def tallies_of(summary: Summary) -> list[Tally]:
    """As many queries however many there are."""
    return [*_polls(summary.live_session), *_statements(summary)]


def _polls(session: LiveSession | None) -> Iterator[Tally]:
    if session is None:
        return
    for number, table in enumerate(poll_tables(session, only_shown=False), start=1):
        if table.people:
            yield Tally(
                key=f"poll:{number}",
                kind=_("Poll"),
                title=table.title,
                rows=tuple(_row(table, row) for row in table.rows[:MOST_ROWS]),
                sentence=_sentence(table),
            )


def _row(table: PollTable, row: Sequence[str | int]) -> str:
    values = ", ".join(
        f"{name.lower()} {value}" for name, value in zip(table.columns[1:], row[1:], strict=True)
    )
    return f"{row[0]}: {values}"


def _sentence(table: PollTable) -> str:
    answers = "; ".join(_row(table, row) for row in table.rows[:MOST_ROWS])
    return _("We asked the room: %(title)s %(answers)s. %(people)s.") % {
        "title": table.title,
        "answers": answers,
        "people": people_in_words(table.people),
    }


def _statements(summary: Summary) -> Iterator[Tally]:
    """Once voting has closed: two looks around a vote would show it."""
    if summary.conversation is None or not summary.conversation.has_closed_votes:
        return
    statements = Statement.objects.filter(conversation=summary.conversation, state=StatementState.OPEN)
    statements = statements.annotate(
        agree=Count("votes", Q(votes__value=1)),
        disagree=Count("votes", Q(votes__value=-1)),
        passed=Count("votes", Q(votes__value=0)),
    )
    for one in statements.order_by("number"):
        counts = {"agree": one.agree, "disagree": one.disagree, "passed": one.passed}
        row = _("%(agree)d agree, %(disagree)d disagree, %(passed)d passed") % counts
        yield Tally(
            key=f"statement:{one.number}",
            kind=_("Statement"),
            title=one.text,
            rows=(row,),
            sentence=_statement_sentence(one.text, one.agree, one.agree + one.disagree + one.passed),
            quotation=one.quotation_id,
        )


def _statement_sentence(text: str, agree: int, people: int) -> str:
    return ngettext(
        "%(agree)d of %(people)d person who voted agrees: %(text)s",
        "%(agree)d of %(people)d people who voted agree: %(text)s",
        people,
    ) % {"agree": agree, "people": people, "text": text}
