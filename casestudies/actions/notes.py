"""Public notes: what readers are told where something in a case study is disputed."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from casestudies.actions.comments import CommentEmpty, UnknownField
from casestudies.actions.workflow import NotNow
from casestudies.content import FIELDS_BY_KEY
from casestudies.models import CaseStudy, PublicNote
from exchange.people.models import User
from exchange.text import clean


@transaction.atomic
def add_note(
    *, case_study: CaseStudy, field: str, text: str, by: User, now: datetime | None = None
) -> PublicNote:
    """Put a note beside a field of a public case study. Raises NotNow, UnknownField, CommentEmpty."""
    now, text = now or timezone.now(), " ".join(clean(text).split())
    if not case_study.is_public:
        raise NotNow
    if field not in FIELDS_BY_KEY:
        raise UnknownField
    if not text:
        raise CommentEmpty
    note = PublicNote.objects.create(case_study=case_study, field=field, text=text, by=by, added_at=now)
    _tell_harvesters(case_study, now)
    return note


@transaction.atomic
def lift_note(*, note: PublicNote, now: datetime | None = None) -> PublicNote:
    """Take a note away again; twice is quiet."""
    if note.lifted_at is None:
        note.lifted_at = now or timezone.now()
        note.save(update_fields=["lifted_at"])
        _tell_harvesters(note.case_study, note.lifted_at)
    return note


def _tell_harvesters(case_study: CaseStudy, now: datetime) -> None:
    case_study.record_changed_at = now
    case_study.save(update_fields=["record_changed_at"])
