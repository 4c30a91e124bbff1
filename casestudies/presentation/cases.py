"""A version of a case study as a document to take along."""

import re
from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casestudies.citing import apa
from casestudies.content import Kind, Step
from casestudies.content.months import month_in_words
from casestudies.content.reading import Group, Shown, ShownRow, by_key, read
from casestudies.exports import Cover, Document, Item, Section
from casestudies.imports.escaping import escaped, line_starts_escaped
from casestudies.models import CaseVersion, VersionStatus
from casestudies.presentation.addresses import absolute
from casestudies.presentation.dressing import figures_in, note_before, places_in
from casestudies.presentation.meta import LICENCES
from casestudies.presentation.works import version_path, work_of_source, work_of_version

FACTS = (Step.IDENTITY, Step.PLACES, Step.FACETS, Step.MEANS)
HEAD = frozenset({"title", "nutshell", "abstract", "licence"})  # they stand elsewhere in a document


def document_of_version(version: CaseVersion) -> Document:
    """Everything that the page says, section by section; what is not reported says so."""
    groups = read(version.content, version.labels, {})
    shown = by_key(groups)
    return Document(
        title=version.content["title"],
        subtitle=version.content["nutshell"],
        kind_label=_("Case study"),
        url=absolute(version_path(version)),
        status_line="" if version.status == VersionStatus.CURRENT else str(version.get_status_display()),
        published_on=timezone.localdate(version.published_at),
        version=version.number,
        sections=tuple(_sections(groups, version)),
        credits=tuple(_person(row) for row in shown["people"].rows),
        how_to_cite=apa(work_of_version(version)),
        licence=version.content["licence"],
        language=version.content["language"],
        is_demonstration=version.case_study.is_demonstration,
        facts=tuple(_facts(groups)),
        kind="case",
        cover=Cover(places=places_in(version.content, version.labels)),
        content_note=note_before(shown["content_notes"].text.lower()),
        licence_url=LICENCES.get(version.content["licence"], ""),
        discussion_url=absolute(reverse("case_study", args=[version.case_study.slug])),
    )


def _facts(groups: Sequence[Group]) -> Iterator[tuple[str, str]]:
    for group in groups:
        for shown in group.fields if group.step in FACTS else ():
            if shown.key in HEAD:
                continue
            if shown.field.kind == Kind.ROWS:
                yield str(shown.label), "; ".join(map(_in_one_line, shown.rows)) or shown.text
            else:
                yield str(shown.label), _words(shown)


def _sections(groups: Sequence[Group], version: CaseVersion) -> Iterator[Section]:
    abstract = version.content["abstract"]
    yield Section("abstract", _("Abstract"), (Item(_plain(abstract)),) if abstract else ())
    for group in groups:
        if group.step in FACTS:
            continue
        for shown in group.fields:
            title = f"{_('Evidence')}: {shown.label}" if group.step == Step.EVIDENCE else str(shown.label)
            items = (
                (Item("", figures=tuple(figures_in(version.content))),)
                if shown.key == "pictures" and shown.rows
                else tuple(_items(shown))
            )
            if shown.key == "people" or (not items and shown.key in {"nothing_reason", "pictures"}):
                continue
            yield Section(shown.key, title, items)


def _items(shown: Shown) -> Iterator[Item]:
    if shown.field.kind != Kind.ROWS:
        if shown.text:
            yield Item(shown.text if shown.field.kind == Kind.PROSE else _plain(shown.text))
        return
    lines = [f"- {_row(shown.key, row)}" for row in shown.rows]
    if lines:
        yield Item("\n".join(lines))


def _row(key: str, row: ShownRow) -> str:
    if key == "sources":
        return escaped(
            apa(
                work_of_source({cell.key: cell.keys[0].key if cell.keys else cell.text for cell in row.cells})
            )
        )
    if key in {"outcomes", "lessons"}:
        word, said = ("direction", "statement") if key == "outcomes" else ("kind", "statement")
        rest = [cell for cell in row.cells if cell.key not in {word, said}]
        return f"**{escaped(row[word].text)}.** {_line(row[said])} {_details(rest)}".strip()
    return escaped(_in_one_line(row))


def _details(cells: Sequence[Shown]) -> str:
    told = "; ".join(f"{cell.label}: {_line(cell)}" for cell in cells if cell.text)
    return f"({told})" if told else ""


def _plain(text: str) -> str:
    """Text of several lines as Markdown in which nothing of it is markup."""
    return "\n\n".join(line_starts_escaped(escaped(part)) for part in re.split(r"\n\s*\n", text))


def _line(cell: Shown) -> str:
    return escaped(" ".join(cell.text.split()))


def _in_one_line(row: ShownRow) -> str:
    told = [cell for cell in row.cells if cell.text and cell.field.kind != Kind.PICTURE]
    words = [_words(cell) for cell in told] or [""]
    return f"{words[0]} ({', '.join(words[1:])})" if words[1:] else words[0]


def _words(shown: Shown) -> str:
    """A value on one line; a month as people say it."""
    if shown.field.kind == Kind.MONTH:
        return month_in_words(shown.text)
    return " ".join(shown.text.split())


def _person(row: ShownRow) -> str:
    return ", ".join(filter(None, (row["name"].text, row["part"].text, row["affiliation"].text)))
