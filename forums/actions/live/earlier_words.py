"""The words of minutes and agenda titles, each as it was saved. A row's ``revision`` says which stand."""

from datetime import datetime

from django.db.models import Model

from exchange.people.models import User
from forums.actions.live.undo import Changes
from forums.models import AgendaItem, LiveRevision, Minute

WORDS_OF: dict[type[Model], tuple[str, str]] = {
    Minute: ("minute", "text"),
    AgendaItem: ("agenda_item", "title"),
}


def keep_first_words(row: Minute | AgendaItem, *, by: User | None, now: datetime) -> None:
    """The words that a row was made with."""
    owner, field = WORDS_OF[type(row)]
    LiveRevision.objects.create(
        **{owner: row}, number=row.revision, text=getattr(row, field), saved_by=by, saved_at=now
    )


def change_words(
    row: Minute | AgendaItem, words: str, *, changes: Changes, by: User | None, now: datetime
) -> None:
    """Give a row other words; the event notes the number of the revision alone."""
    owner, field = WORDS_OF[type(row)]
    if not row.revisions.filter(number=row.revision).exists():  # a rehearsal's copy, or an import
        keep_first_words(row, by=None, now=now)
    latest = row.revisions.order_by("-number").values_list("number", flat=True).first() or row.revision
    LiveRevision.objects.create(**{owner: row}, number=latest + 1, text=words, saved_by=by, saved_at=now)
    setattr(row, field, words)
    row.save(update_fields=[field])
    changes.set(row, revision=latest + 1)
