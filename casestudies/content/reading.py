"""A content as people read it: every field with its label and its value in words, in its order.

The page, the preview, the comparison and the exports read from here, so that a field which is added to
``FIELDS`` shows up in all of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from casestudies.content.field import Field, Kind, Step
from casestudies.content.fields import FIELDS

NAMESPACES = {
    Kind.THEME: "themes",
    Kind.THEMES: "themes",
    Kind.MUNICIPALITY: "municipalities",
    Kind.BUILDING_BLOCK: "building_blocks",
    Kind.CASE_STUDY: "case_studies",
    Kind.PICTURE: "pictures",
}
Labels = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Key:
    """A key and what it is called; pages make links of keys."""

    key: str
    label: str


@dataclass(frozen=True)
class Shown:
    """A field's value in words. ``html`` is rendered prose and safe; ``rows`` hold one for each column."""

    field: Field
    text: str = ""
    html: str = ""
    keys: tuple[Key, ...] = ()
    rows: tuple["ShownRow", ...] = ()

    @property
    def key(self) -> str:
        return self.field.key

    @property
    def label(self) -> str | Promise:
        return self.field.label

    @property
    def is_reported(self) -> bool:
        return bool(self.text or self.keys or self.rows)


@dataclass(frozen=True)
class ShownRow:
    """One row; its cells in the order of the columns, and by the column's key."""

    uid: str
    cells: tuple[Shown, ...]

    def __getitem__(self, key: str) -> Shown:
        for cell in self.cells:
            if cell.key == key:
                return cell
        raise KeyError(key)  # what templates expect, before they look for an attribute


@dataclass(frozen=True)
class Group:
    """The fields of one step."""

    step: Step
    fields: tuple[Shown, ...]

    @property
    def is_reported(self) -> bool:
        return any(shown.is_reported for shown in self.fields)


def read(content: Mapping[str, Any], labels: Labels, html: Mapping[str, str]) -> list[Group]:
    """All groups with all fields; what nobody filled is there and says that it is not reported."""
    shown: dict[Step, list[Shown]] = {step: [] for step in Step}
    for field in FIELDS:
        shown[field.step].append(read_value(field, content.get(field.key), labels, html.get(field.key, "")))
    return [Group(step, tuple(fields)) for step, fields in shown.items()]


def by_key(groups: Sequence[Group]) -> dict[str, Shown]:
    """The same fields by their keys, for pages that lay them out by hand."""
    return {shown.key: shown for group in groups for shown in group.fields}


def read_value(field: Field, value: Any, labels: Labels, html: str = "") -> Shown:
    """One field's value in words."""
    if field.kind == Kind.ROWS:
        rows = tuple(_row(field, row, labels) for row in value or ())
        return Shown(field, rows=rows, text="" if rows else _told_instead(field, labels))
    if field.kind == Kind.TICK:
        return Shown(field, text=str(value or ""))
    if field.choices or field.vocabulary or field.kind in NAMESPACES:
        values = value if isinstance(value, list) else [value] if value else []
        keys = tuple(Key(key, _called(field, key, labels)) for key in values)
        return Shown(field, text=", ".join(key.label for key in keys), keys=keys)
    return Shown(field, text=str(value or ""), html=html)


def _told_instead(field: Field, labels: Labels) -> str:
    """The provinces, where readers may not learn more of the place."""
    return ", ".join(labels.get("provinces", {}).values()) if field.key == "places" else ""


def _row(field: Field, row: Mapping[str, Any], labels: Labels) -> ShownRow:
    return ShownRow(
        str(row.get("uid", "")),
        tuple(read_value(column, row.get(column.key), labels) for column in field.columns),
    )


def _called(field: Field, key: str, labels: Labels) -> str:
    if field.choices:
        names: Mapping[Any, Any] = dict(field.choices.choices)
        return str(names.get(key, key))
    namespace = field.vocabulary.value if field.vocabulary else NAMESPACES[field.kind]
    return labels.get(namespace, {}).get(key) or key
