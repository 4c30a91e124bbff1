"""The tables: what each column means, and how a row fills it."""

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casestudies.exports.spreadsheets import safe_cell


@dataclass(frozen=True)
class Column:
    """A column's name, its meaning for the README, and its value."""

    name: str
    meaning: str
    value: Callable[[Any], Any]


@dataclass(frozen=True)
class Table:
    """A file of rows; ``rows`` streams them."""

    name: str
    about: str
    columns: tuple[Column, ...]
    rows: Callable[[], Iterable[Any]]


def write_table(table: Table, path: Path) -> None:
    """UTF-8 with a mark, without which a spreadsheet makes a mess of Khâi-Ma."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.name for column in table.columns])
        for row in table.rows():
            writer.writerow([cell(column.value(row)) for column in table.columns])


def cell(value: Any) -> Any:
    """A value as a spreadsheet may open it: text that it would run as a formula begins with an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping | list | tuple | set):
        return cell("; ".join(map(str, value)))
    return safe_cell(value) if isinstance(value, str) else value


def attribute(name: str, meaning: str, source: str = "") -> Column:
    """A column that is an attribute of the row, by a dotted path."""
    parts = (source or name).split(".")

    def value(row: Any) -> Any:
        for part in parts:
            row = row.get(part) if isinstance(row, Mapping) else getattr(row, part, None)
        return row

    return Column(name, meaning, value)
