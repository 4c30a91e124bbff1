"""The schema of a version's text, made from the same description of its fields as the form and the page."""

from types import GenericAlias
from typing import Any

from ninja import Field as SchemaField
from ninja import Schema

from casestudies.api.schemas import CaseStudySummary, VersionSummary, made_model
from casestudies.content import FIELDS, Field, Kind
from casestudies.content.values import LISTS


def _type_of(field: Field) -> Any:
    if field.kind == Kind.TICK:
        return bool
    if field.kind in LISTS:
        return list[str]
    if field.kind == Kind.ROWS:
        columns = {column.key: _definition(column) for column in field.columns}
        uid = (str, SchemaField("", description="Stays the row's when rows move"))
        row = made_model(f"{field.key.title().replace('_', '')}Row", __base__=Schema, uid=uid, **columns)
        return GenericAlias(list, (row,))
    return str


def _definition(field: Field) -> tuple[Any, Any]:
    described = [str(field.label)]
    if field.vocabulary:
        described.append(f"keys of the vocabulary “{field.vocabulary.value}”")
    elif field.choices:
        described.append(f"one of: {', '.join(map(str, field.choices.values))}")
    elif field.kind == Kind.PROSE:
        described.append("Markdown")
    return _type_of(field), SchemaField(..., description="; ".join(described))


Content: Any = made_model(
    "Content",
    __base__=Schema,
    __doc__="The text of a version. Empty text or an empty list means that it is not reported.",
    **{field.key: _definition(field) for field in FIELDS},
)


class Version(VersionSummary):
    """A version with all of its text."""

    case_study: str = SchemaField(..., description="The slug of its case study")
    content: Content
    labels: dict[str, dict[str, str]] = SchemaField(
        ..., description="What the keys in the content were called when the version was published, by kind"
    )


class CaseStudy(CaseStudySummary):
    """A case study with the text of its current version."""

    authors: list[str] = SchemaField(..., description="Authors who agreed to be named")
    content: Content
    labels: dict[str, dict[str, str]] = SchemaField(
        ..., description="What the keys in the content are called"
    )
