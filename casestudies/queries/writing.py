"""Who writes what, who changed a field meanwhile, and what a draft still lacks."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from casestudies.content import FIELDS, Field, Problem, problems_of
from casestudies.models import CaseAuthor, CaseRevision, CaseStudy
from casestudies.queries.keys import unknown_keys
from exchange.people.models import User

LONGEST_LOOK_BACK = 100


def authors_of(case_study: CaseStudy) -> list[CaseAuthor]:
    """The owner first, then in the order in which they came."""
    authors = case_study.case_authors.select_related("user")
    return list(authors.order_by("-is_owner", "added_at", "pk"))


def written_by(user: User) -> list[CaseStudy]:
    """A member's own case studies, the one touched last first."""
    mine = CaseStudy.objects.filter(case_authors__user=user).select_related("theme")
    return list(mine.order_by("-changed_at", "pk"))


def lacks_of(content: Mapping[str, Any], case_study: CaseStudy) -> list[Problem]:
    """All that stands between the draft and its submission: gaps, and keys that name nothing (any more)."""
    unknown = [_unknown(field, key, row) for field, key, row in unknown_keys(content, case_study)]
    return problems_of(content) + unknown


def _unknown(field: Field, key: str, row: int) -> Problem:
    message = _("“%(key)s” under “%(label)s” is not known here; please choose another.") % {
        "key": key,
        "label": field.label,
    }
    if not row:
        return Problem(field.step, field.key, message)
    owner = next(owner for owner in FIELDS if any(column is field for column in owner.columns))
    return Problem(field.step, owner.key, message, row, field.key)


def last_to_change(case_study: CaseStudy, keys: Iterable[str]) -> dict[str, CaseRevision]:
    """For each field the newest revision that changed it, as far back as anybody's page may be open."""
    newest: dict[str, CaseRevision] = {}
    sought = set(keys)
    later: CaseRevision | None = None
    for revision in case_study.revisions.select_related("by").order_by("-number")[:LONGEST_LOOK_BACK]:
        if later is not None:
            changed = {key for key in sought if revision.content.get(key) != later.content.get(key)}
            newest |= dict.fromkeys(changed, later)
            sought -= changed
        if not sought:
            break
        later = revision
    return newest
