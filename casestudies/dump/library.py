"""The library's tables. Only what is public, and of each thing only what its page shows."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from casestudies.api.shown import address
from casestudies.content import FIELDS_BY_KEY, VOCABULARY_OF_FIELD
from casestudies.dump.tables import Column, Table, attribute
from casestudies.models import PUBLIC_STATUSES, CasePlace, CaseStudy, Lesson, Municipality, Term
from casestudies.presentation import absolute, version_path
from casestudies.presentation.tags import tag_of

CHUNK = 200
DEMONSTRATION = attribute("is_demonstration", "yes: everything in the row is made up")


def public_case_studies() -> Iterator[CaseStudy]:
    """All public case studies with their current version and places, a few hundred at a time."""
    places = CasePlace.objects.select_related("municipality").order_by("pk")
    rows: QuerySet[CaseStudy] = (
        CaseStudy.objects.public()
        .filter(current__isnull=False)
        .select_related("theme", "current")
        .prefetch_related(Prefetch("places", places))
        .defer("search_title", "search_text", "current__html", "current__words")
        .order_by("pk")
    )
    for case_study in rows.iterator(chunk_size=CHUNK):
        assert case_study.current is not None  # noqa: S101  # filtered above
        case_study.current.case_study = case_study
        yield case_study


def provinces_of(case_study: CaseStudy) -> list[str]:
    """As far as readers may know."""
    of_places = {place.municipality.province for place in case_study.places.all()}
    return sorted(
        of_places | set(case_study.current.labels.get("provinces", ()) if case_study.current else ())
    )


def _places(case_study: CaseStudy, field: str) -> list[str]:
    return list(dict.fromkeys(getattr(place.municipality, field) for place in case_study.places.all()))


def _content(key: str) -> Column:
    field = FIELDS_BY_KEY[key]
    keys = f"; keys of the vocabulary “{key}”" if key in VOCABULARY_OF_FIELD else ""
    return attribute(key, f"{field.label}{keys}", f"current.content.{key}")


CASES = Table(
    "cases.csv",
    "A row for each public case study.",
    (
        Column("id", "Never changes", lambda case: tag_of("case-study", case.pk)),
        attribute("slug", "The last part of its address"),
        Column("url", "Its page", lambda case: address("case_study", case.slug)),
        attribute("status", "published, or stub: only public facts are known"),
        attribute("version", "The number of the current version", "current.number"),
        Column("version_url", "The page of this version", lambda case: absolute(version_path(case.current))),
        attribute("title", "Title"),
        attribute("nutshell", "One sentence"),
        attribute("abstract", "Abstract"),
        attribute("language", "ISO 639"),
        attribute("licence", "The licence of its text"),
        attribute("authors", "Authors who agreed to be named", "current.authors"),
        attribute("theme", "The key of its theme", "theme.slug"),
        _content("other_themes"),
        Column("municipalities", "Codes of municipalities", lambda case: _places(case, "code")),
        Column("municipality_names", "Their names", lambda case: _places(case, "name")),
        Column("provinces", "Their provinces", provinces_of),
        *(_content(key) for key in VOCABULARY_OF_FIELD),
        *(_content(key) for key in ("start", "end", "what_changed", "what_did_not_work")),
        attribute("first_published_at", "When version 1.0, or the stub, was published"),
        attribute("published_at", "When the current version was published", "current.published_at"),
        attribute("reviewed_on", "When it was last reviewed"),
        DEMONSTRATION,
    ),
    public_case_studies,
)


def _outcomes() -> Iterator[dict[str, Any]]:
    for case in public_case_studies():
        assert case.current is not None  # noqa: S101  # see public_case_studies
        shared = {"case_study": case.slug, "is_demonstration": case.is_demonstration}
        shared["url"] = address("case_study", case.slug)
        for row in case.current.content["outcomes"]:
            yield {**row, **shared}


OUTCOMES = Table(
    "outcomes.csv",
    "A row for each outcome of a case study. An outcome is rated, never a case study as a whole.",
    (
        attribute("case_study", "The slug of the case study"),
        attribute("url", "Its page"),
        *(attribute(column.key, str(column.label)) for column in FIELDS_BY_KEY["outcomes"].columns),
        DEMONSTRATION,
    ),
    _outcomes,
)


def _lessons() -> Iterator[Lesson]:
    audiences = Prefetch("audiences", Term.objects.in_order())
    rows = Lesson.objects.visible_to(None).select_related("theme", "case_study", "learning").order_by("pk")
    yield from rows.prefetch_related(audiences).iterator(chunk_size=CHUNK)


def _audiences(lesson: Lesson) -> list[str]:
    return [term.key for term in lesson.audiences.all()]


LESSONS = Table(
    "lessons.csv",
    "A row for each lesson: what worked and, as readily, what did not.",
    (
        attribute("id", "Never changes", "pk"),
        Column("url", "Its page", lambda lesson: address("lesson", lesson.pk)),
        attribute("statement", "The lesson"),
        attribute("kind", "worked, did_not_work, mixed, caution, open_question or precondition"),
        attribute("conditions", "Under which conditions it held"),
        attribute("confidence", "one_voice, several_voices, several_engagements or evaluated"),
        attribute("attributed_to", "Whose experience, as far as it may be said"),
        Column(
            "audiences",
            "Keys of the vocabulary “audience”",
            lambda row: [term.key for term in row.audiences.all()],
        ),
        attribute("theme", "The key of its theme", "theme.slug"),
        attribute("province", "Where it was learned, as far as readers may know"),
        Column(
            "case_study",
            "The slug of the case study it comes from",
            lambda row: row.case_study.slug if row.case_study and row.case_study.is_public else "",
        ),
        attribute("recorded_learning", "The slug of the publication it comes from", "learning.slug"),
        attribute("created_at", "When it was published"),
        DEMONSTRATION,
    ),
    _lessons,
)


def _municipalities() -> Iterator[Municipality]:
    public = Count("case_studies", filter=Q(case_studies__status__in=PUBLIC_STATUSES), distinct=True)
    rows = Municipality.objects.select_related("parent", "merged_into").annotate(case_count=public)
    yield from rows.order_by("code").iterator(chunk_size=CHUNK)


MUNICIPALITIES = Table(
    "municipalities.csv",
    "A row for each municipality of South Africa, with those that were disestablished.",
    (
        attribute("code", "The demarcation code"),
        attribute("name", "Name; two are called Emalahleni"),
        Column("url", "Its page", lambda row: address("municipality", row.code)),
        attribute("category", "A metropolitan, B local, C district"),
        attribute("province", "Province"),
        attribute("district", "The code of its district", "parent.code"),
        attribute("merged_into", "The code of its successor", "merged_into.code"),
        attribute("latitude", "Of its approximate middle"),
        attribute("longitude", "Of its approximate middle"),
        attribute("case_studies", "How many public case studies it takes part in", "case_count"),
        DEMONSTRATION,
    ),
    _municipalities,
)
TABLES = (CASES, OUTCOMES, LESSONS, MUNICIPALITIES)
