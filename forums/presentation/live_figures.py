"""The report of a session in figures that name nobody and show no group of people under five.

Where a group is too small it is counted together with others, or left out with a word that says so;
so is the group that one would get by subtracting it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forums.models import IN_THE_ROOM, LiveSession, QuestionState
from forums.presentation.polls import PollTable, people_in_words, poll_tables
from forums.queries import live_figures as figures

LEAST = 5
VOTES = ((0, 0), (1, 4), (5, 9), (10, 24), (25, 49), (50, None))


@dataclass(frozen=True)
class Figure:
    label: str
    value: str


@dataclass(frozen=True)
class Chart:
    """A table of whole numbers, and the picture beside it."""

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]
    note: str = ""

    @property
    def is_picture(self) -> bool:
        """A picture shows the first number of each row; where there is none, it shows nothing."""
        return any(isinstance(row[1], int) and row[1] for row in self.rows)


@dataclass(frozen=True)
class Report:
    people: tuple[Figure, ...]
    questions: tuple[Figure, ...]
    charts: tuple[Chart, ...]
    polls: tuple[Chart, ...]


def report_of(session: LiveSession, *, whole: bool = False) -> Report:
    """``whole``, for facilitators: also what waits or was hidden, and polls that the room did not see."""
    people = figures.people_figures(session)
    questions = figures.question_figures(session)
    charts = (
        _states(questions, whole=whole),
        _votes(questions),
        _provinces(people),
        _agenda(figures.agenda_figures(session)),
    )
    return Report(
        people=tuple(_people(session, people, figures.hands_raised(session))),
        questions=tuple(_questions(questions, figures.minutes_noted(session))),
        charts=tuple(chart for chart in charts if chart.rows),
        polls=tuple(_poll(place, table) for place, table in enumerate(polls_of(session, all_polls=whole), 1)),
    )


# Groups of people ---------------------------------------------------------------------------------
def people_count(count: int, of: int) -> str:
    """How many of so many people, unless those, or the others, would be fewer than five."""
    if 0 < count < LEAST:
        return _("fewer than five")
    if 0 < of - count < LEAST:
        return _("nearly all")
    return str(count)


def without_small(rows: Sequence[tuple[str, int]], other: str) -> list[tuple[str, int]]:
    """Groups under five are counted together, with the smallest of the others where they would still be
    too few. Nothing where all together are."""
    small = sum(count for _label, count in rows if 0 < count < LEAST)
    if not small:
        return list(rows)
    kept = [row for row in rows if row[1] >= LEAST or not row[1]]
    while small < LEAST and any(count for _label, count in kept):
        smallest = min((row for row in kept if row[1]), key=lambda row: row[1])
        kept.remove(smallest)
        small += smallest[1]
    return [*kept, (other, small)] if small >= LEAST else []


def _people(session: LiveSession, people: figures.PeopleFigures, hands: int) -> list[Figure]:
    total = people.joined
    split = (
        [Figure(_("Members"), str(people.members)), Figure(_("Guests"), str(people.guests))]
        if all(not count or count >= LEAST for count in (people.members, people.guests))
        else []
    )
    return [
        Figure(_("People who joined"), people_count(total, total)),
        *split,
        Figure(_("Asked"), people_count(people.asked, total)),
        Figure(_("Voted"), people_count(people.voted, total)),
        Figure(_("Answered a poll"), people_count(people.polled, total)),
        Figure(_("Raised a hand"), people_count(hands, total)),
        Figure(_("Spoke"), people_count(people.spoke, total)),
        *([] if session.is_chatham_house else _places(people)),
    ]


def _places(people: figures.PeopleFigures) -> list[Figure]:
    return [
        Figure(_("Municipalities that were there"), str(people.places_there)),
        Figure(_("Municipalities that were heard"), str(people.places_heard)),
        Figure(_("Provinces that were heard"), str(people.provinces_heard)),
    ]


def _provinces(people: figures.PeopleFigures) -> Chart:
    rows = without_small(list(people.by_province.items()), _("Other provinces"))
    note = _("Of those who said where they work and were not anonymous.")
    return Chart("provinces", _("People by province"), (_("Province"), _("People")), tuple(rows), note)


# Questions ----------------------------------------------------------------------------------------
def _questions(questions: figures.QuestionFigures, minutes: int) -> list[Figure]:
    found = [
        Figure(_("Questions in the room"), str(questions.in_room)),
        Figure(_("Merged into others"), str(questions.by_state.get(QuestionState.MERGED, 0))),
        Figure(_("Answered in the session"), str(questions.answered_in_session)),
        Figure(_("Answered in the thread since"), str(questions.answered_in_thread)),
        Figure(_("Votes"), str(sum(questions.votes))),
        Figure(_("Minutes noted"), str(minutes)),
    ]
    if questions.in_room:
        share = round(100 * questions.answered / questions.in_room)
        found.insert(4, Figure(_("Share answered"), f"{share} %"))
    if questions.median_delay is not None:
        found.insert(5, Figure(_("Half of the answers came within"), in_words(questions.median_delay)))
    return found


def in_words(delay: timedelta) -> str:
    minutes = round(delay.total_seconds() / 60)
    if minutes < 1:
        return _("a minute")
    if minutes < 120:
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    hours = round(minutes / 60)
    if hours < 48:
        return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    days = round(hours / 24)
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}


def _states(questions: figures.QuestionFigures, *, whole: bool) -> Chart:
    states = list(QuestionState) if whole else [*IN_THE_ROOM, QuestionState.MERGED]
    rows = [(str(state.label), questions.by_state.get(state, 0)) for state in states]
    shown = tuple(row for row in rows if row[1])
    return Chart("states", _("Questions by state"), (_("State"), _("Questions")), shown)


def _votes(questions: figures.QuestionFigures) -> Chart:
    rows = [
        (
            _range(low, high),
            sum(low <= votes and (high is None or votes <= high) for votes in questions.votes),
        )
        for low, high in VOTES
    ]
    shown = tuple(rows) if questions.votes else ()
    return Chart("votes", _("Questions by votes"), (_("Votes"), _("Questions")), shown)


def _range(low: int, high: int | None) -> str:
    if high is None:
        return _("%(votes)s and more") % {"votes": low}
    return str(low) if low == high else f"{low}–{high}"


def _agenda(items: Sequence[figures.AgendaFigure]) -> Chart:
    rows = tuple(
        (item.title, round(item.took.total_seconds() / 60) if item.took is not None else "–", item.planned)
        for item in items
    )
    return Chart("agenda", _("Minutes by part of the agenda"), (_("Part"), _("Took"), _("Planned")), rows)


# Polls --------------------------------------------------------------------------------------------
def polls_of(session: LiveSession, *, all_polls: bool = False) -> list[PollTable]:
    """The polls whose results the room saw, or all, without groups under five."""
    tables = poll_tables(session, only_shown=not all_polls)
    return [_safe(table) for table in tables if table.people >= LEAST]


def _safe(table: PollTable) -> PollTable:
    """Points of a ranking are of all who answered. Words that few gave are counted, not told."""
    if len(table.columns) > 2 and table.columns[2] == _("Average place"):
        return table
    counted = [(str(row[0]), int(row[1])) for row in table.rows]
    rows = without_small(counted, _("Other answers"))
    return replace(table, columns=table.columns[:2], rows=tuple(rows))


def _poll(place: int, table: PollTable) -> Chart:
    note = table.note or people_in_words(table.people)
    return Chart(f"poll-{place}", table.title, table.columns, table.rows, f"{table.kind}. {note}.")
