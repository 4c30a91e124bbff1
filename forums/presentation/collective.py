"""The collective view in a document: words first, then the figures of all statements."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casestudies.exports import Item, Section, Table
from casestudies.exports.document import Align
from exchange.text import as_markdown
from forums.models import Conversation
from forums.queries.conversations.collective import (
    Counts,
    Described,
    Division,
    Opinions,
    Sided,
    Unclear,
    collective_view,
)


def collective_section(conversation: Conversation) -> Section | None:
    """None until the voting has closed and its votes were worked out."""
    view = collective_view(conversation, is_open=False)
    if view is None or view.opinions is None or not view.opinions.groups:
        return None
    opinions = view.opinions
    return Section(
        "collective-view",
        _("The collective view"),
        notes=tuple(_notes(opinions)),
        sections=tuple(_sections(opinions)),
    )


def _notes(opinions: Opinions) -> Iterator[str]:
    yield ngettext(
        "%(count)d person voted on enough statements to be counted.",
        "%(count)d people voted on enough statements to be counted.",
        opinions.counted,
    ) % {"count": opinions.counted}
    if not opinions.has_groups:
        yield _("They are described together: no two groups of five or more can be told apart.")
    elif opinions.is_stable:
        yield _("The groups are stable: worked out again from half of the votes they come out much the same.")
    else:
        yield _("The groups are not stable. Don’t build on who is in which; read what all agree on.")


def _sections(opinions: Opinions) -> Iterator[Section]:
    shared = _("What all groups share") if opinions.has_groups else _("What most share")
    yield _told("shared", shared, [_shared(one) for one in opinions.consensus])
    yield _told("divides", _("What divides"), [_division(one) for one in opinions.divides])
    yield _told("uncertain", _("What is uncertain"), [_unclear(one) for one in opinions.uncertain])
    if opinions.has_groups:
        for group in opinions.groups:
            yield _told(f"group-{group.letter}", _title(group), [_known(*one) for one in group.known_by])
    yield Section("votes", _("All statements in figures"), (Item("", tables=(_figures(opinions),)),))


def _told(key: str, title: str, lines: list[str]) -> Section:
    told = "\n".join(f"- {line}" for line in lines) or _("Nothing that the votes bear out.")
    return Section(f"collective-{key}", title, (Item(told),))


def _shared(one: Sided) -> str:
    counts = one.voted.everyone
    return _("%(text)s %(percent)d %% %(side)s.") % {
        "text": as_markdown(one.voted.statement.text),
        "percent": counts.agree_percent if one.is_agreed else counts.disagree_percent,
        "side": _("agree") if one.is_agreed else _("disagree"),
    }


def _division(one: Division) -> str:
    return _("%(text)s In group %(most)s %(high)d %% agree, in group %(least)s %(low)d %%.") % {
        "text": as_markdown(one.voted.statement.text),
        "most": one.agrees_most.letter,
        "high": one.most.agree_percent,
        "least": one.agrees_least.letter,
        "low": one.least.agree_percent,
    }


def _unclear(one: Unclear) -> str:
    if one.has_few_votes:
        return _("%(text)s Too few votes to tell.") % {"text": as_markdown(one.voted.statement.text)}
    return _("%(text)s %(percent)d %% passed.") % {
        "text": as_markdown(one.voted.statement.text),
        "percent": one.voted.everyone.passed_percent,
    }


def _title(group: Described) -> str:
    said = ngettext("Group %(letter)s: %(count)d person", "Group %(letter)s: %(count)d people", group.size)
    return said % {"letter": group.letter, "count": group.size}


def _known(one: Sided, counts: Counts) -> str:
    return _("%(percent)d %% %(side)s: %(text)s") % {
        "percent": counts.agree_percent if one.is_agreed else counts.disagree_percent,
        "side": _("agree") if one.is_agreed else _("disagree"),
        "text": as_markdown(one.voted.statement.text),
    }


def _figures(opinions: Opinions) -> Table:
    letters = [group.letter for group in opinions.groups] if opinions.has_groups else []
    heads = (_("Statement"), _("Agree"), _("Disagree"), _("Passed"))
    rows = tuple(
        (
            one.statement.text,
            *(str(count) for count in (one.everyone.agree, one.everyone.disagree, one.everyone.passed)),
            *(f"{group.agree_percent} %" if group.seen else "–" for group in one.groups[: len(letters)]),
        )
        for one in opinions.statements
    )
    numbers: list[Align] = ["end"] * (3 + len(letters))
    return Table(
        (*heads, *(_("%(letter)s agrees") % {"letter": letter} for letter in letters)),
        rows,
        columns=("start", *numbers),
    )
