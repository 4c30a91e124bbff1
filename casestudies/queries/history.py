"""The revisions of a case study: who changed what, and which of them were published."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Prefetch

from casestudies.content import Field, Step
from casestudies.content.changes import ChangedField, changed_fields, difference
from casestudies.models import CaseRevision, CaseStudy, CaseVersion
from casestudies.queries.keys import labels_of


@dataclass(frozen=True)
class Entry:
    """A revision, with what it changed in the one before; the first changes nothing."""

    revision: CaseRevision
    changed: Sequence[Field]
    versions: Sequence[CaseVersion]

    @property
    def steps(self) -> list[Step]:
        return list(dict.fromkeys(field.step for field in self.changed))


def entries_of(case_study: CaseStudy, *, newest: int, most: int) -> list[Entry]:
    """At most so many entries from the revision with the number ``newest`` down, newest first."""
    versions = CaseVersion.objects.order_by("major", "minor")
    revisions = list(
        case_study.revisions.filter(number__lte=newest)
        .select_related("by")
        .prefetch_related(Prefetch("versions", versions))
        .order_by("-number")[: most + 1]
    )
    before = {late.pk: early for late, early in pairwise(revisions)}
    return [_entry(revision, before.get(revision.pk)) for revision in revisions[:most]]


def _entry(revision: CaseRevision, before: CaseRevision | None) -> Entry:
    changed = changed_fields(before.content, revision.content) if before else []
    return Entry(revision, changed, list(revision.versions.all()))


def difference_of(earlier: CaseRevision, later: CaseRevision) -> list[ChangedField]:
    """What differs between two revisions, keys by what they are called today."""
    labels = labels_of({**earlier.content, "precision": "site"})
    for namespace, names in labels_of({**later.content, "precision": "site"}).items():
        labels[namespace] = {**labels.get(namespace, {}), **names}
    return difference(earlier.content, later.content, labels)
