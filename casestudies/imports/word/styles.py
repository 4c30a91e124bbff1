"""What a paragraph's style says of it: a heading, a title, a list, bold.

Word calls its own styles by their English names inside the file, whatever the language on the screen;
other programs translate the name, so that the style's place in the outline counts as well.
"""

import re
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

_HEADING = re.compile(
    r"(?:heading|überschrift|berschrift|kop|opskrif|titre|título|titulo|titolo|cabeçalho|rubrik|otsikko|kichwa)"
    r"\s*([1-9])"
)
_TITLES = {"title", "titel", "titre", "título", "titolo", "titulo", "rubrik"}
_CONTENTS = re.compile(r"(?:toc|verzeichnis|inhopg|inhoud|tm)\s*\d|toc heading")
_LIST = re.compile(r"list\s*(?:bullet|number)\s*([2-5])")
DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Style:
    """``level``: 0 a title, 1 to 6 a heading, None neither. ``numbering``: the list's id and depth."""

    level: int | None = None
    numbering: tuple[str, int] | None = None
    is_bold: bool = False
    is_italic: bool = False
    is_contents: bool = False


class Styles:
    def __init__(self, root: Any | None) -> None:
        elements = root.findall(qn("w:style")) if root is not None else []
        self._elements = {element.get(qn("w:styleId")): element for element in elements}
        self._known: dict[str, Style] = {}
        self._default = next(
            (
                element.get(qn("w:styleId"))
                for element in elements
                if element.get(qn("w:default")) in {"1", "true"} and element.get(qn("w:type")) == "paragraph"
            ),
            "",
        )

    def of(self, style_id: str | None) -> Style:
        style_id = style_id or self._default
        if style_id not in self._known:
            self._known[style_id] = self._read(style_id)
        return self._known[style_id]

    def _read(self, style_id: str) -> Style:
        """From the style itself and, for what it leaves open, from those that it is based on."""
        level: int | None = None
        numbering: tuple[str, int] | None = None
        bold: bool | None = None
        italic: bool | None = None
        is_contents = False
        seen: set[str] = set()
        while style_id and style_id not in seen and len(seen) < 20:
            seen.add(style_id)
            element = self._elements.get(style_id)
            names = _names(style_id, element)
            level = level if level is not None else _level(names, element)
            is_contents = is_contents or any(_CONTENTS.fullmatch(name) for name in names)
            if element is None:
                break
            numbering = numbering or numbering_of(element.find(qn("w:pPr")), names)
            run = element.find(qn("w:rPr"))
            bold = bold if bold is not None else switched(run, "w:b")
            italic = italic if italic is not None else switched(run, "w:i")
            style_id = value_of(element, "w:basedOn") or ""
        return Style(level, numbering, bool(bold), bool(italic), is_contents)


def value_of(element: Any | None, name: str) -> str | None:
    """The value of a property within these properties."""
    found = element.find(qn(name)) if element is not None else None
    value: str | None = found.get(qn("w:val")) if found is not None else None
    return value


def switched(properties: Any | None, name: str) -> bool | None:
    """On, off or left open."""
    found = properties.find(qn(name)) if properties is not None else None
    return None if found is None else found.get(qn("w:val")) not in {"0", "false", "off", "none"}


def outline_level(properties: Any | None) -> int | None:
    """1 to 6; Word counts from 0, and 9 is the body."""
    value = value_of(properties, "w:outlineLvl")
    return min(int(value) + 1, DEEPEST) if value and value.isdecimal() and int(value) < 9 else None


def numbering_of(properties: Any | None, names: list[str] | None = None) -> tuple[str, int] | None:
    found = properties.find(qn("w:numPr")) if properties is not None else None
    if found is None:
        return None
    depth = value_of(found, "w:ilvl") or "0"
    named = next((match for match in map(_LIST.fullmatch, names or []) if match), None)
    deep = int(named[1]) - 1 if named and depth == "0" else int(depth) if depth.isdecimal() else 0
    return value_of(found, "w:numId") or "0", min(deep, 8)


def _names(style_id: str, element: Any | None) -> list[str]:
    return [name.strip().lower() for name in (style_id, value_of(element, "w:name") or "")]


def _level(names: list[str], element: Any | None) -> int | None:
    if _TITLES & set(names):
        return 0
    found = next((match for match in map(_HEADING.fullmatch, names) if match), None)
    if found:
        return min(int(found[1]), DEEPEST)
    return outline_level(element.find(qn("w:pPr"))) if element is not None else None
