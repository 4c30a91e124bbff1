"""What a list may be asked for. Another name is refused, not overlooked: it would be a typing error."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Schema
from ninja.errors import HttpError
from pydantic import StringConstraints

from casestudies.api.schemas import made_model
from casestudies.content.facets import VOCABULARY_OF_FACET, Facet
from casestudies.content.filters import LONGEST_QUERY, LONGEST_VALUE, Filters
from casestudies.content.lesson_filters import CLOSED, LessonFacet
from casestudies.presentation import absolute

Value = Annotated[str, StringConstraints(max_length=LONGEST_VALUE)]
MOST = 100
LAST = 100_000
Read = TypeVar("Read", bound=Filters)


class Paging(Schema):
    limit: int = Field(20, ge=1, le=MOST, description="How many to answer with")
    offset: int = Field(0, ge=0, le=LAST, description="How many to leave out first")


def _facet(facet: Any) -> tuple[Any, Any]:
    words = f"{facet.label}: any of these values"
    if vocabulary := VOCABULARY_OF_FACET.get(facet.value):
        words += f"; keys of the vocabulary “{vocabulary.value}”"
    kind: Any = Value
    if choices := CLOSED.get(facet):
        words += f" ({', '.join(map(str, choices.values))})"
        kind = choices
    return list[kind], Field([], max_length=50, description=words)


_query = (str, Field("", max_length=LONGEST_QUERY, description="Words that all must be found"))
CaseStudyParameters: Any = made_model(
    "CaseStudyParameters", __base__=Paging, q=_query, **{facet.value: _facet(facet) for facet in Facet}
)
LessonParameters: Any = made_model(
    "LessonParameters", __base__=Paging, q=_query, **{facet.value: _facet(facet) for facet in LessonFacet}
)


class MunicipalityParameters(Paging):
    province: Value = Field(
        "", description="The name of a province", json_schema_extra={"example": "Limpopo"}
    )


def refuse_unknown(request: HttpRequest, known: type[Schema]) -> None:
    """Raises HttpError 400 for a parameter that the operation doesn't know."""
    if unknown := sorted(set(request.GET) - set(known.model_fields)):
        names = ", ".join(known.model_fields)
        raise HttpError(
            400, f"There is no parameter “{unknown[0][:LONGEST_VALUE]}” here. There are: {names}."
        )


def filters_of(request: HttpRequest, kind: type[Read]) -> Read:
    """The filters that a library page reads from the same names. Raises HttpError 400."""
    pairs = [(name, request.GET.getlist(name)) for name in request.GET if name not in Paging.model_fields]
    filters = kind.parse(_Lists(pairs))
    if filters.left_out:
        name, value = filters.left_out[0]
        raise HttpError(400, f"“{name}” can't be “{value}”, or there are too many values.")
    return filters


class _Lists:
    """The names and values that a page's filters read."""

    def __init__(self, pairs: Iterable[tuple[str, list[str]]]) -> None:
        self._pairs = list(pairs)

    def lists(self) -> list[tuple[str, list[str]]]:
        return self._pairs


def page(request: HttpRequest, rows: QuerySet[Any], paging: Paging, show: Any) -> Mapping[str, Any]:
    """One page of a list, with how many there are in all and where it goes on."""
    count = rows.count()
    shown = [show(row) for row in rows[paging.offset : paging.offset + paging.limit]]
    following = paging.offset + paging.limit
    return {
        "count": count,
        "next": _address(request, following) if following < count else None,
        "items": shown,
    }


def _address(request: HttpRequest, offset: int) -> str:
    query = request.GET.copy()
    query["offset"] = str(offset)
    return f"{absolute(request.path)}?{query.urlencode()}"


def listed(schema: Any) -> Any:
    """The schema of a page of these."""
    return made_model(
        f"{schema.__name__}List",
        __base__=Schema,
        count=(int, Field(..., description="How many there are in all")),
        next=(str | None, Field(..., description="The address of the next page")),
        items=(list[schema], ...),
    )
