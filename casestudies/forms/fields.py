"""A form over described fields, and the repeated groups that a field of rows is written in."""

import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as filled
from typing import Any

from django import forms

from casestudies.content import Content, Field, Kind
from casestudies.content.values import no_value
from casestudies.forms.boxes import box_for
from casestudies.models import CasePicture
from casestudies.queries import Offers

MOST_ROWS = 60
MOST_UNFOLDED, UNFOLDED = 7, 5


@dataclass
class Box:
    """One box as a page lays it out: what it is for, the box itself, and what is to be said of it."""

    field: Field
    bound: forms.BoundField
    notes: list[str] = filled(default_factory=list)

    @property
    def is_hidden(self) -> bool:
        return self.bound.is_hidden

    @property
    def is_long(self) -> bool:
        return isinstance(self.bound.field.widget, forms.Textarea)

    @property
    def may_stay_empty(self) -> bool:
        """What has a value from the beginning is not called optional."""
        return not self.field.is_required and not self.field.default


class FieldsForm(forms.Form):
    """The boxes of some fields. ``values`` is what stands in them; with ``data``, what was sent."""

    def __init__(
        self,
        fields: Sequence[Field],
        *,
        values: Mapping[str, Any],
        offers: Offers,
        data: Mapping[str, Any] | None = None,
        prefix: str | None = None,
    ) -> None:
        held = {described.key: values.get(described.key) or described.default for described in fields}
        super().__init__(data, prefix=prefix, initial=held)
        self.described = fields
        for described in fields:
            self.fields[described.key] = box_for(described, offers, _keys(values.get(described.key)))

    def values(self) -> Content:
        """What was sent, without what could not be taken; the errors say why."""
        self.full_clean()
        return {
            described.key: self.cleaned_data[described.key]
            for described in self.described
            if described.key in self.cleaned_data
        }

    def boxes(self) -> list[Box]:
        return [Box(described, self[described.key]) for described in self.described]


class RowForm(FieldsForm):
    """One row of a field; it keeps its uid wherever it moves."""

    def __init__(
        self,
        owner: Field,
        *,
        number: int,
        uid: str,
        is_new: bool = False,
        as_template: bool = False,
        **options: Any,
    ) -> None:
        prefix = f"{owner.key}-{'NUMBER' if as_template else number}"
        super().__init__(owner.columns, prefix=prefix, **options)
        self.owner = owner
        self.kept_picture: CasePicture | None = None  # in a row of pictures, the page gives it
        self.number = number + 1
        self.uid = uid
        self.is_new = is_new
        self.uid_name = f"{prefix}-uid"

    @property
    def has_more(self) -> bool:
        """Whether the boxes after the first five are folded away: a row would fill two screens of a phone."""
        return len(self.owner.columns) > MOST_UNFOLDED

    @property
    def is_unfolded(self) -> bool:
        """Whether anything stands in a folded box, or is wrong with it."""
        folded = self.owner.columns[UNFOLDED:]
        return any(self[column.key].value() or self[column.key].errors for column in folded)


class RowsForm:
    """The rows of a field: those that are there, and an empty one to be filled."""

    def __init__(self, owner: Field, *, rows: Sequence[Content], offers: Offers, data: Any = None) -> None:
        self.field = owner
        self.offers = offers
        self.is_bound = data is not None
        self.rows: list[RowForm] = []
        stored = {row["uid"]: row for row in rows}
        if data is None:
            for number, row in enumerate(rows):
                self._add(number, row["uid"], row)
            if owner.key != "pictures":  # those begin with a file
                self._add(len(rows), secrets.token_hex(4), {}, is_new=True)
            return
        for index in _numbers_sent(owner.key, data):
            uid = str(data.get(f"{owner.key}-{index}-uid"))[:32]
            self._add(index, uid, stored.get(uid, {}), data=data, is_new=uid not in stored)

    def _add(self, number: int, uid: str, values: Content, **options: Any) -> None:
        empty = {column.key: column.default or no_value(column) for column in self.field.columns}
        form = RowForm(
            self.field, number=number, uid=uid, values={**empty, **values}, offers=self.offers, **options
        )
        self.rows.append(form)

    @property
    def blank(self) -> RowForm:
        """What a script copies when a row is added."""
        empty = {column.key: column.default or no_value(column) for column in self.field.columns}
        return RowForm(
            self.field, number=0, uid="", values=empty, offers=self.offers, is_new=True, as_template=True
        )

    def values(self) -> list[Content]:
        return [{"uid": row.uid, **row.values()} for row in self.rows]

    @property
    def has_errors(self) -> bool:
        return any(row.errors for row in self.rows)


def _numbers_sent(key: str, data: Iterable[str]) -> list[int]:
    name = re.compile(rf"{re.escape(key)}-(\d{{1,4}})-uid")
    return sorted({int(found[1]) for sent in data if (found := name.fullmatch(sent))})[:MOST_ROWS]


def _keys(value: Any) -> list[str]:
    """The keys among a value; of prose they match no offer and do no harm."""
    return [str(key) for key in value] if isinstance(value, list) else [str(value or "")]


def plain(fields: Iterable[Field]) -> list[Field]:
    return [described for described in fields if described.kind != Kind.ROWS]
