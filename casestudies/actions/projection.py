"""What follows from a version: the rows by which a case study is listed, filtered, related and found."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from casestudies.content import FIELDS_BY_KEY
from casestudies.content.facets import LOCATED, Located, facet_values
from casestudies.models import (
    BuildingBlock,
    CaseBlock,
    CaseFacet,
    CasePlace,
    CaseRelation,
    CaseRevision,
    CaseStudy,
    CaseVersion,
    Lesson,
    Municipality,
    Term,
    Theme,
    Vocabulary,
)
from casestudies.models.case_study import CaseStudyStatus


def project_version(
    *, case_study: CaseStudy, version: CaseVersion, revision: CaseRevision, now: datetime
) -> None:
    """Write the columns and rows that follow from a version. Doing it again changes nothing.

    The revision says where it was even when readers may know the province only: the province is a facet.
    """
    content = version.content
    codes = [place["municipality"] for place in revision.content["places"]]
    places = {place.code: place for place in Municipality.objects.filter(code__in=codes)}
    write_columns(case_study, content)
    case_study.language = content["language"]
    case_study.licence = content["licence"]
    case_study.theme = Theme.objects.get(slug=content["theme"])
    case_study.has_content_note = bool(content["content_notes"])
    case_study.save()
    _write_places(case_study, version, places)
    located = [Located(place.code, place.province, place.category) for place in places.values()]
    _write_facets(case_study, facet_values(content, located))
    _write_blocks(case_study, version)
    _write_relations(case_study, version)
    province = places[codes[0]].province if codes and content["precision"] != "withheld" else ""
    if case_study.status != CaseStudyStatus.STUB:
        _write_lessons(case_study, version, province, now)


def write_columns(case_study: CaseStudy, content: Mapping[str, Any]) -> None:
    """The words that lists show. A mark for withdrawn words may be longer than they were: cut to fit."""
    case_study.title = content["title"][: FIELDS_BY_KEY["title"].max_length] or str(_("Untitled"))
    case_study.nutshell = content["nutshell"][: FIELDS_BY_KEY["nutshell"].max_length]
    case_study.abstract = content["abstract"][: FIELDS_BY_KEY["abstract"].max_length]


def _write_places(case_study: CaseStudy, version: CaseVersion, places: dict[str, Municipality]) -> None:
    case_study.places.all().delete()
    if version.content["precision"] in LOCATED:
        CasePlace.objects.bulk_create(
            [
                CasePlace(case_study=case_study, municipality=places[row["municipality"]], role=row["role"])
                for row in version.content["places"]
            ],
            ignore_conflicts=True,
        )


def _write_facets(case_study: CaseStudy, values: set[tuple[str, str]]) -> None:
    case_study.facets.all().delete()
    CaseFacet.objects.bulk_create(
        CaseFacet(case_study=case_study, facet=facet, value=value) for facet, value in sorted(values)
    )


def _write_blocks(case_study: CaseStudy, version: CaseVersion) -> None:
    case_study.case_blocks.all().delete()
    uses = {row["block"]: row["use"] for row in version.content["building_blocks"]}
    CaseBlock.objects.bulk_create(
        CaseBlock(case_study=case_study, block=block, use=uses[block.slug])
        for block in BuildingBlock.objects.filter(slug__in=uses).order_by("pk")
    )


def _write_relations(case_study: CaseStudy, version: CaseVersion) -> None:
    case_study.relations_from.all().delete()
    rows = version.content["relations"]
    others = {
        other.slug: other
        for other in CaseStudy.objects.filter(slug__in=[row["case_study"] for row in rows]).exclude(
            pk=case_study.pk
        )
    }
    CaseRelation.objects.bulk_create(
        [
            CaseRelation(from_case=case_study, kind=row["relation"], to_case=others[row["case_study"]])
            for row in rows
            if row["case_study"] in others
        ],
        ignore_conflicts=True,
    )


def _write_lessons(case_study: CaseStudy, version: CaseVersion, province: str, now: datetime) -> None:
    """A row that stays keeps its lesson, with its reports; one that went retires it."""
    audiences = {term.key: term for term in Term.objects.filter(vocabulary=Vocabulary.AUDIENCE)}
    rows = version.content["lessons"]
    for row in rows:
        lesson, _created = Lesson.objects.update_or_create(
            case_study=case_study,
            uid=row["uid"],
            defaults={
                "statement": row["statement"][:240],
                "kind": row["kind"],
                "conditions": row["conditions"],
                "confidence": row["confidence"],
                "attribution": row["attribution"],
                "attributed_to": row["attributed_to"][:160],
                "theme": case_study.theme,
                "province": province,
                "is_demonstration": case_study.is_demonstration,
                "retired_at": None,
            },
        )
        lesson.address_to(audiences[key] for key in row["audience"] if key in audiences)
        lesson.save(update_fields=["audience_keys"])
    gone = case_study.lessons.exclude(uid="").exclude(uid__in=[row["uid"] for row in rows])
    gone.filter(retired_at__isnull=True).update(retired_at=now)
