"""What an outline is, and how headings and prose in their order become one."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from casestudies.imports.refusals import OutlineTooLong
from casestudies.imports.titles import sections_named
from casestudies.models import NarrativeKey
from exchange.text import clean
from exchange.text.characters import fold_spaces

LONGEST_HEADING = 300
TITLE = 0
"""The level of a document's title; headings have 1 to 6."""
BELOW_ALL = 9
MOST_HEADINGS = 1_000


@dataclass(frozen=True, slots=True)
class Heading:
    """``text`` is plain; ``markdown`` says the same, for when it becomes a sub-heading."""

    level: int
    text: str
    markdown: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A piece of Markdown; a note (footnote) goes to the end of its section."""

    markdown: str
    is_note: bool = False


Part = Heading | Prose


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A part of the file that no section asked for, for its author to place; the heading is plain text."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Outline:
    """``sections`` goes from NarrativeKey values, in their order, to Markdown."""

    title: str
    sections: dict[str, str]
    unplaced: list[Unplaced]
    notes: list[str]


@dataclass(slots=True)
class _Place:
    """Where parts go while they are read."""

    heading: str = ""
    texts: list[str] = field(default_factory=list)
    footnotes: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return clean("\n\n".join(text for text in (*self.texts, *self.footnotes) if text.strip()))


def placed(parts: Iterable[Part], notes: Iterable[str] = ()) -> Outline:
    """The outline: each part stands in the section that its heading names, or else is unplaced.

    A heading below a section's own stays in it as a sub-heading, unless it names a section itself.
    """
    parts, notes = list(parts), list(notes)
    if sum(isinstance(part, Heading) for part in parts) > MOST_HEADINGS:
        raise OutlineTooLong
    title, parts = _title_taken(parts)
    sections: dict[str, _Place] = {}
    unplaced: list[_Place] = []
    path: list[tuple[int, _Place]] = []  # the headings that we stand under, and where their text goes
    for part in parts:
        if isinstance(part, Heading):
            path = [step for step in path if step[0] < part.level]
            keys = sections_named(part.text)
            if len(keys) > 1:
                notes.append(_about_two(part, keys))
            if keys:
                known = keys[0] in sections
                place = sections.setdefault(keys[0], _Place())
                if known:
                    place.texts.append(_sub_heading(part))
            elif path:
                place = path[-1][1]
                place.texts.append(_sub_heading(part))
            else:
                place = _Place(heading=fold_spaces(part.text))
                unplaced.append(place)
            path.append((part.level, place))
            continue
        if not path:
            place = _Place()
            unplaced.append(place)
            path.append((BELOW_ALL, place))  # every heading ends it
        target = path[-1][1]
        (target.footnotes if part.is_note else target.texts).append(part.markdown)
    return Outline(
        title=title,
        sections={
            key: sections[key].text for key in NarrativeKey.values if key in sections and sections[key].text
        },
        unplaced=[Unplaced(place.heading, place.text) for place in unplaced if place.heading or place.text],
        notes=notes,
    )


def _title_taken(parts: list[Part]) -> tuple[str, list[Part]]:
    """A title by its style; else the first heading, where it is of the highest kind and names no section."""
    headings = [part for part in parts if isinstance(part, Heading)]
    titles = [heading for heading in headings if heading.level == TITLE] or [
        heading for heading in headings[:1] if heading.level == 1 and not sections_named(heading.text)
    ]
    if not titles:
        return "", parts
    at = next(index for index, part in enumerate(parts) if part is titles[0])
    rest = [_demoted(part) for part in (*parts[:at], *parts[at + 1 :])]
    return fold_spaces(clean(titles[0].text)), rest


def _demoted(part: Part) -> Part:
    """A second title is a heading of the first kind."""
    if isinstance(part, Heading) and part.level == TITLE:
        return Heading(1, part.text, part.markdown)
    return part


def _sub_heading(heading: Heading) -> str:
    return f"### {fold_spaces(heading.markdown)}"


def _about_two(heading: Heading, keys: list[str]) -> str:
    return _("“%(heading)s” names two sections; all of it is in “%(section)s”.") % {
        "heading": fold_spaces(heading.text),
        "section": NarrativeKey(keys[0]).label,
    }
