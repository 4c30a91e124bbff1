"""Several contents side by side: every field in its group, and what of it differs."""

from collections.abc import Sequence
from dataclasses import dataclass

from casestudies.content.field import Field, Step
from casestudies.content.reading import Group, Shown


@dataclass(frozen=True)
class ComparedField:
    """One field; its values in the order of the case studies."""

    field: Field
    values: tuple[Shown, ...]

    @property
    def differs(self) -> bool:
        """Whether at least one says something that another does not."""
        return len({_said(shown) for shown in self.values}) > 1


@dataclass(frozen=True)
class ComparedGroup:
    """The fields of one step: those that differ, and those that are equal or reported by none."""

    step: Step
    fields: tuple[ComparedField, ...]

    @property
    def differing(self) -> list[ComparedField]:
        return [field for field in self.fields if field.differs]

    @property
    def alike(self) -> list[ComparedField]:
        return [field for field in self.fields if not field.differs]


def compare(readings: Sequence[Sequence[Group]]) -> list[ComparedGroup]:
    """Readings (``reading.read``) of two or more contents, group by group and field by field."""
    return [
        ComparedGroup(
            groups[0].step,
            tuple(
                ComparedField(values[0].field, values)
                for values in zip(*(group.fields for group in groups), strict=True)
            ),
        )
        for groups in zip(*readings, strict=True)
    ]


def _said(shown: Shown) -> object:
    """What a reader would see; the uid of a row is not part of it."""
    return shown.text, tuple(tuple(cell.text for cell in row.cells) for row in shown.rows)
