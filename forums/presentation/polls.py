"""A session's polls as values: tables for its report and its exports, and what polls are often asked."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casestudies.exports.characters import printable
from casestudies.exports.spreadsheets import safe_cell
from forums.actions.live.polls import PollWords
from forums.live.poll_results import people_by_poll, results_by_poll, wordings_of
from forums.models import LiveSession, Poll, PollKind, PollState


@dataclass(frozen=True)
class PollTable:
    """The results of one poll. Names nobody; ``note`` says in words what the columns do not."""

    title: str
    kind: str
    people: int
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]
    note: str


def poll_tables(session: LiveSession, *, only_shown: bool = True) -> list[PollTable]:
    """Every poll of a session that the room was asked, in the order of the desk.

    ``only_shown``: those whose results the room has seen, which are for everybody to read; the others
    are for facilitators.
    """
    opened = Poll.objects.filter(session=session, opened_at__isnull=False).prefetch_related("options")
    polls = list(opened.exclude(state__in=[PollState.DRAFT, PollState.REMOVED]))
    if only_shown:
        polls = [poll for poll in polls if poll.shows_results]
    people = people_by_poll(polls)
    results = results_by_poll([poll for poll in polls if not poll.has_words], people)
    return [_table(poll, people[poll.pk], results.get(poll.pk, {})) for poll in polls]


def tables_as_json(tables: Sequence[PollTable]) -> list[dict[str, Any]]:
    """Rows as objects by their columns' names."""
    return [
        {
            **{name: value for name, value in asdict(table).items() if name != "columns"},
            "rows": [dict(zip(table.columns, row, strict=True)) for row in table.rows],
        }
        for table in tables
    ]


def lines_for_spreadsheets(tables: Sequence[PollTable]) -> Iterator[list[str]]:
    """One line for each row of each poll, every cell safe to open in a spreadsheet."""
    yield [_("Poll"), _("Kind"), _("People"), _("Answer"), _("Figure"), _("Value")]
    for table in tables:
        for row in table.rows:
            for name, value in zip(table.columns[1:], row[1:], strict=True):
                cells = (table.title, table.kind, table.people, row[0], name, value)
                yield [safe_cell(printable(str(cell))) for cell in cells]


def people_in_words(people: int) -> str:
    return ngettext("%(people)d person answered", "%(people)d people answered", people) % {"people": people}


def _table(poll: Poll, people: int, results: dict[str, Any]) -> PollTable:
    note = people_in_words(people)
    columns: tuple[str, ...]
    rows: list[tuple[str | int, ...]]
    if poll.has_words:
        columns = (_("Answer"), _("People"))
        order = ("-count", "spelt") if poll.kind == PollKind.WORDS else ("latest", "wording")
        rows = [(said["text"], said["count"]) for said in wordings_of(poll, *order)]
    elif poll.kind == PollKind.RANKING:
        columns = (_("Option"), _("Points"), _("Average place"))
        rows = [(row["text"], row["count"], row["place"]) for row in results["rows"]]
    else:
        columns = (_("Option"), _("People"), _("Percent"))
        rows = [(row["text"], row["count"], row["percent"]) for row in results["rows"]]
    if results.get("mean"):
        note = _("%(people)s; on average %(mean)s of %(highest)s") % {
            "people": note,
            "mean": results["mean"],
            "highest": poll.highest_rating,
        }
    return PollTable(poll.title, str(poll.get_kind_display()), people, columns, tuple(rows), note)


# Templates ----------------------------------------------------------------------------------------
def templates() -> dict[str, PollWords]:
    """Polls that many sessions ask, by the name of their button."""
    return {
        "sure": PollWords(PollKind.RATING, _("How sure are you? 1 is not at all, 5 is very sure.")),
        "try": PollWords(
            PollKind.SINGLE,
            _("Would you try this in your municipality?"),
            [_("Yes, as it is"), _("Yes, but changed"), _("Not now"), _("No"), _("We do it already")],
        ),
    }


def template_named(name: str) -> PollWords | None:
    return templates().get(name)
