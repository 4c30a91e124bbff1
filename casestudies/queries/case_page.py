"""What stands around the text of a version on its page. Each is one query."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casestudies.content import RelationKind
from casestudies.models import (
    CasePicture,
    CaseRelation,
    CaseStudy,
    CaseVersion,
    HelpLine,
    Lesson,
    Redaction,
)

# How a relation reads from the other side.
READ_BACK: Mapping[str, str | Promise] = {
    RelationKind.PART_OF: _("Has as a part"),
    RelationKind.REPLICATES: _("Replicated by"),
    RelationKind.ADAPTS: _("Adapted by"),
    RelationKind.CONTRASTS: _("Contrasts with"),
    RelationKind.CONTINUES: _("Continued by"),
}


@dataclass(frozen=True)
class RelatedBack:
    """A public case study that names this one."""

    words: str | Promise
    slug: str
    title: str


def related_back(case_study: CaseStudy) -> list[RelatedBack]:
    """Who says that they adapted it, continue it and so on."""
    relations = CaseRelation.objects.filter(to_case=case_study, from_case__in=CaseStudy.objects.public())
    rows = relations.order_by("kind", "from_case__title", "pk")
    return [
        RelatedBack(READ_BACK[kind], slug, title)
        for kind, slug, title in rows.values_list("kind", "from_case__slug", "from_case__title")
    ]


def versions_of(case_study: CaseStudy) -> list[CaseVersion]:
    """All its versions without their texts, newest first, with what was withdrawn from each."""
    redactions = Prefetch("redactions", Redaction.objects.order_by("made_at", "pk"))
    versions = case_study.versions.defer("content", "labels", "html", "words").prefetch_related(redactions)
    return list(versions.order_by("-major", "-minor"))


def by_field(rows: Iterable[Any]) -> Mapping[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.field].append(row)
    return dict(found)


def lessons_of(case_study: CaseStudy) -> list[Lesson]:
    """Its lessons that stand: those of its rows have a ``uid``, the others come from recorded learning."""
    return list(case_study.lessons.filter(retired_at=None).order_by("pk"))


def pictures_in(content: Mapping[str, Any]) -> Mapping[str, CasePicture]:
    """The pictures that a content shows, by key."""
    keys = [row["picture"] for row in content["pictures"]]
    return {picture.key: picture for picture in CasePicture.objects.filter(key__in=keys)} if keys else {}


def help_lines() -> list[HelpLine]:
    return list(HelpLine.objects.order_by("pk"))
