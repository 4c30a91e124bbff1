"""What authors, reviewers and editors say to each other about a field. Never public."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casestudies.content import FIELDS_BY_KEY
from casestudies.models import CaseStudy, SectionComment
from casestudies.queries import head_of
from exchange.errors import ActionError
from exchange.people.models import User
from exchange.text import clean

COMMENT_LENGTH = 4_000


class CommentEmpty(ActionError):
    message = _("Please write something first.")
    status = 400


class UnknownField(ActionError):
    message = _("There is no such part of a case study. Please choose one from the page.")
    status = 400


@transaction.atomic
def comment_on_section(
    *, case_study: CaseStudy, field: str, author: User, text: str, now: datetime | None = None
) -> SectionComment:
    """Say something about one field of the draft as it stands; ``field`` is empty for the whole text.

    Raises UnknownField, CommentEmpty.
    """
    text = clean(text)
    if field and field not in FIELDS_BY_KEY:
        raise UnknownField
    if not text:
        raise CommentEmpty
    return SectionComment.objects.create(
        case_study=case_study,
        revision=head_of(case_study),
        field=field,
        author=author,
        text=text,
        made_at=now or timezone.now(),
    )


def settle_comment(*, comment: SectionComment, by: User, now: datetime | None = None) -> SectionComment:
    """Mark a comment as dealt with; twice is quiet."""
    if comment.settled_at is None:
        comment.settled_at, comment.settled_by = now or timezone.now(), by
        comment.save(update_fields=["settled_at", "settled_by"])
    return comment


def unsettle_comment(*, comment: SectionComment) -> SectionComment:
    """Open it again; twice is quiet."""
    comment.settled_at = comment.settled_by = None
    comment.save(update_fields=["settled_at", "settled_by"])
    return comment
