"""Making sense of what was said: words become insights, insights stand in clusters on a board.

Everything on one board changes under the lock of what it is about. Whoever saves says which revision their
form was made from, so that no colleague's change is lost.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from exchange.text import clean
from forums.actions.code_book import codes_named
from forums.actions.quotations import pick_quotation
from forums.models import (
    INSIGHT_LENGTH,
    Insight,
    InsightCluster,
    Post,
    Stance,
    Subject,
    subject_field,
)

Row = TypeVar("Row", Insight, InsightCluster)
MOST_CLUSTERS = 24
TITLE_LENGTH, NOTE_LENGTH = 120, 500


class InsightTooLong(ActionError):
    message = _("An insight can have %(limit)s characters: what you see, in a sentence or two.")
    status = 400

    def __init__(self) -> None:
        super().__init__(self.message % {"limit": INSIGHT_LENGTH})


class TitleMissing(ActionError):
    message = _("Please give the cluster a title: what its insights have in common.")
    status = 400


class NoteTooLong(ActionError):
    message = _("A title can have 120 characters, and what is behind it 500. Please shorten it.")
    status = 400


class TooManyClusters(ActionError):
    message = _("A board can have %(limit)s clusters. Put some together first.")
    status = 400

    def __init__(self) -> None:
        super().__init__(self.message % {"limit": MOST_CLUSTERS})


class BoardChangedMeanwhile(ActionError):
    code = "stale"
    message = _(
        "Somebody else changed this meanwhile. The board shows how it is now; please look, then try again."
    )


class NotOnThisBoard(ActionError):
    message = _("That is not on this board any more. The board shows how it is now.")


# Insights -----------------------------------------------------------------------------------------
@transaction.atomic
def make_insight(
    *,
    subject: Subject,
    post: Post,
    words: str,
    by: User,
    text: str = "",
    codes: Sequence[str] = (),
    cluster: InsightCluster | None = None,
    before: str = "",
    after: str = "",
    now: datetime | None = None,
) -> Insight:
    """What somebody sees in these words of a post, with codes; the same words give the insight that exists,
    which gets the codes as well.

    Raises InsightTooLong, NotOnThisBoard, what ``pick_quotation`` and ``codes_named`` raise.
    """
    now = now or timezone.now()
    _lock(subject)
    text = _short(text, INSIGHT_LENGTH, InsightTooLong)
    _require_on_board(subject, cluster)
    quotation = pick_quotation(post=post, words=words, by=by, before=before, after=after, now=now)
    about = subject_field(subject)
    insight, is_new = Insight.objects.get_or_create(
        **about,
        quotation=quotation,
        defaults={
            "text": text,
            "cluster": cluster,
            "position": _end_of(subject, cluster),
            "made_by": by,
            "made_at": now,
        },
    )
    if not is_new and text and not insight.text:
        _save(insight, text=text)
    insight.codes.add(*codes_named(codes, by=by, now=now))
    return insight


@transaction.atomic
def change_insight(
    *,
    insight: Insight,
    text: str,
    codes: Sequence[str],
    stance: Stance,
    by: User,
    seen_revision: int,
    now: datetime | None = None,
) -> Insight:
    """Raises InsightTooLong, BoardChangedMeanwhile, what ``codes_named`` raises."""
    insight = _seen(Insight, insight, seen_revision)
    insight = _save(insight, text=_short(text, INSIGHT_LENGTH, InsightTooLong), stance=stance)
    insight.codes.set(codes_named(codes, by=by, now=now or timezone.now()))
    return insight


@transaction.atomic
def move_insight(
    *,
    insight: Insight,
    cluster: InsightCluster | None,
    before: Insight | None = None,
    seen_revision: int,
) -> Insight:
    """Put it into a cluster, or into none: before another one there, or at the end.

    Raises BoardChangedMeanwhile, NotOnThisBoard.
    """
    insight = _seen(Insight, insight, seen_revision)
    _require_on_board(insight.subject, cluster)
    about = subject_field(insight.subject)
    others = list(
        Insight.objects.filter(**about, cluster=cluster).exclude(pk=insight.pk).order_by("position", "pk")
    )
    place = next((at for at, one in enumerate(others) if before and one.pk == before.pk), len(others))
    others.insert(place, insight)
    insight = _save(insight, cluster=cluster)
    _number(Insight, others)
    return insight


@transaction.atomic
def shift_insight(*, insight: Insight, up: bool, seen_revision: int) -> Insight:
    """One place up or down in its cluster; at the end it is quiet. Raises BoardChangedMeanwhile."""
    insight = _seen(Insight, insight, seen_revision)
    about = subject_field(insight.subject)
    rows = Insight.objects.filter(**about, cluster=insight.cluster_id)
    _shift(Insight, list(rows.order_by("position", "pk")), insight, up=up)
    return _save(insight)


@transaction.atomic
def remove_insight(*, insight: Insight, seen_revision: int) -> None:
    """Take it off the board; the words stay where they are. Raises BoardChangedMeanwhile."""
    _seen(Insight, insight, seen_revision).delete()


# Clusters -----------------------------------------------------------------------------------------
@transaction.atomic
def add_cluster(
    *, subject: Subject, title: str, stance: Stance = Stance.NONE, note: str = ""
) -> InsightCluster:
    """Raises TitleMissing, NoteTooLong, TooManyClusters."""
    _lock(subject)
    about = subject_field(subject)
    there = InsightCluster.objects.filter(**about)
    if there.count() >= MOST_CLUSTERS:
        raise TooManyClusters
    last = there.aggregate(last=Max("position"))["last"] or 0
    return InsightCluster.objects.create(**about, **_told(title, stance, note), position=last + 1)


@transaction.atomic
def change_cluster(
    *, cluster: InsightCluster, title: str, stance: Stance, note: str, seen_revision: int
) -> InsightCluster:
    """Rename it, and say how people stand to it: a difference is kept with what is behind it.

    Raises TitleMissing, NoteTooLong, BoardChangedMeanwhile.
    """
    cluster = _seen(InsightCluster, cluster, seen_revision)
    return _save(cluster, **_told(title, stance, note))


@transaction.atomic
def shift_cluster(*, cluster: InsightCluster, up: bool, seen_revision: int) -> InsightCluster:
    """One place forward or back on the board; at the end it is quiet. Raises BoardChangedMeanwhile."""
    cluster = _seen(InsightCluster, cluster, seen_revision)
    rows = InsightCluster.objects.filter(**subject_field(cluster.subject))
    _shift(InsightCluster, list(rows.order_by("position", "pk")), cluster, up=up)
    return _save(cluster)


@transaction.atomic
def remove_cluster(*, cluster: InsightCluster, seen_revision: int) -> None:
    """Its insights stay, in no cluster. Raises BoardChangedMeanwhile."""
    _seen(InsightCluster, cluster, seen_revision).delete()


def _told(title: str, stance: Stance, note: str) -> dict[str, Any]:
    title = _short(title, TITLE_LENGTH, NoteTooLong)
    if not title:
        raise TitleMissing
    return {"title": title, "stance": stance, "note": _short(note, NOTE_LENGTH, NoteTooLong)}


# What both need -----------------------------------------------------------------------------------
def _lock(subject: Subject) -> None:
    model: Any = type(subject)
    model.objects.select_for_update().only("pk").get(pk=subject.pk)


def _seen(model: type[Row], row: Row, seen_revision: int) -> Row:
    """The row as it is now, its board locked. Raises BoardChangedMeanwhile if it is another revision."""
    _lock(row.subject)
    found = model.objects.filter(pk=row.pk).first()
    if found is None or found.revision != seen_revision:
        raise BoardChangedMeanwhile
    return found


def _save(row: Row, **fields: Any) -> Row:
    for name, value in fields.items():
        setattr(row, name, value)
    row.revision += 1
    row.save(update_fields=[*fields, "revision"])
    return row


def _number(model: type[Row], rows: Sequence[Row]) -> None:
    for place, row in enumerate(rows, start=1):
        if row.position != place:
            row.position = place
            model.objects.filter(pk=row.pk).update(position=place)


def _shift(model: type[Row], rows: list[Row], row: Row, *, up: bool) -> None:
    place = next(at for at, one in enumerate(rows) if one.pk == row.pk)
    other = place - 1 if up else place + 1
    if 0 <= other < len(rows):
        rows[place], rows[other] = rows[other], rows[place]
    _number(model, rows)


def _end_of(subject: Subject, cluster: InsightCluster | None) -> int:
    rows = Insight.objects.filter(**subject_field(subject), cluster=cluster)
    return (rows.aggregate(last=Max("position"))["last"] or 0) + 1


def _require_on_board(subject: Subject, cluster: InsightCluster | None) -> None:
    if cluster and not InsightCluster.objects.filter(pk=cluster.pk, **subject_field(subject)).exists():
        raise NotOnThisBoard


def _short(text: str, limit: int, error: type[ActionError]) -> str:
    text = " ".join(clean(text).split())
    if len(text) > limit:
        raise error
    return text
