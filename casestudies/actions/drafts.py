"""Writing the draft of a case study: who may hold the pen, and how two hands don't erase each other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from casestudies.content import FIELDS, FIELDS_BY_KEY, Content, cleaned, empty_content, mark_of
from casestudies.models import CaseAuthor, CaseRevision, CaseStudy, CaseStudyStatus, DraftState, Theme
from casestudies.queries import head_of
from exchange.errors import ActionError
from exchange.people.models import User

TYPING_ON = timedelta(minutes=10)
RESERVED_SLUGS = frozenset({"new", "compare", "map", "mine"})


class DraftLocked(ActionError):
    message = _(
        "This case study is with its reviewers, so its text rests. Your words are kept here: copy them, or "
        "ask the editor to return the draft."
    )


class Crossed(ActionError):
    """Somebody else changed the same fields since this author loaded them."""

    message = _("Somebody else changed this meanwhile. Both texts are shown: please choose, then save again.")
    code = "crossed"

    def __init__(self, fields: Iterable[str], head: CaseRevision) -> None:
        super().__init__()
        self.fields = tuple(fields)
        self.head = head


@dataclass(frozen=True)
class Saved:
    """The revision that now holds the draft, and the fields that this save changed."""

    revision: CaseRevision
    changed: tuple[str, ...]


@transaction.atomic
def start_case_study(
    *,
    title: str,
    theme: Theme,
    by: User | None,
    content: Mapping[str, Any] | None = None,
    slug: str = "",
    is_demonstration: bool = False,
    now: datetime | None = None,
) -> CaseStudy:
    """Begin a draft with its owner. ``content`` fills more than the title and the theme."""
    now = now or timezone.now()
    case_study = CaseStudy.objects.create(
        slug=slug or free_slug(title),
        title=title,
        theme=theme,
        is_demonstration=is_demonstration,
    )
    if by is not None:
        CaseAuthor.objects.create(case_study=case_study, user=by, is_owner=True)
    filled = cleaned({**empty_content(), **(content or {}), "title": title, "theme": theme.slug})
    CaseRevision.objects.create(case_study=case_study, number=1, content=filled, by=by, made_at=now)
    _mirror(case_study, filled)
    return case_study


def free_slug(title: str) -> str:
    """A slug of the title that no case study has or may not have."""
    stem = slugify(title)[:90] or "case-study"
    slug, number = stem, 1
    while slug in RESERVED_SLUGS or CaseStudy.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{stem}-{number}"
    return slug


@transaction.atomic
def save_fields(
    *,
    case_study: CaseStudy,
    values: Mapping[str, Any],
    by: User,
    seen: int,
    step: str = "",
    note: str = "",
    is_typing: bool = False,
    marks: Mapping[str, str] | None = None,
    now: datetime | None = None,
) -> Saved:
    """Save some fields of the draft. ``seen`` is the number of the revision that the author started from.

    Fields merge one by one: what others changed elsewhere stays. ``is_typing`` saves go on in the same
    revision for ten minutes; any other save makes a new one. Saving what is there already is quiet.
    ``marks`` say what stood in each field when it was shown (``mark_of``): a form sends all its fields,
    and those that its author left as they were must not undo what another typed meanwhile, which may be
    in the very revision that the author saw.
    Raises DraftLocked while reviewers read it, Crossed where two changed the same field differently.
    """
    now = now or timezone.now()
    case_study = CaseStudy.objects.select_for_update().get(pk=case_study.pk)
    if case_study.draft_state not in {DraftState.WRITING, DraftState.RESTING}:
        raise DraftLocked
    head = head_of(case_study)
    mine = cleaned({**head.content, **values})
    changed = [key for key in values if key in FIELDS_BY_KEY and mine[key] != head.content.get(key)]
    if marks is None:
        crossed = _crossed(case_study, head, seen, changed)
    else:
        changed = [key for key in changed if mark_of(FIELDS_BY_KEY[key], mine[key]) != marks.get(key)]
        crossed = [
            key
            for key in changed
            if key in marks and marks[key] != mark_of(FIELDS_BY_KEY[key], head.content.get(key))
        ]
        mine = {**head.content, **{key: mine[key] for key in changed}}
    if crossed:
        raise Crossed(crossed, head)
    if not changed:
        if not is_typing and head.is_open:
            head.is_open = False
            head.save(update_fields=["is_open"])
        return Saved(head, ())
    if _goes_on(head, by, step, now) and head.reviews.count() == 0:
        head.content, head.made_at, head.is_open = mine, now, is_typing
        head.save(update_fields=["content", "made_at", "is_open"])
    else:
        head = _next(case_study, head, mine, by=by, step=step, note=note, is_open=is_typing, now=now)
    _begin_writing(case_study)
    _mirror(case_study, mine)
    return Saved(head, tuple(changed))


def _crossed(case_study: CaseStudy, head: CaseRevision, seen: int, changed: Iterable[str]) -> list[str]:
    """The fields that differ from what the author saw because somebody else changed them."""
    if seen >= head.number:
        return []
    base = case_study.revisions.filter(number=seen).first()
    before = base.content if base else {}
    return [key for key in changed if head.content.get(key) != before.get(key)]


def _goes_on(head: CaseRevision, by: User, step: str, now: datetime) -> bool:
    return head.is_open and head.by_id == by.pk and head.step == step and now - head.made_at <= TYPING_ON


def _next(
    case_study: CaseStudy,
    head: CaseRevision,
    content: Content,
    *,
    by: User | None,
    now: datetime,
    step: str = "",
    note: str = "",
    is_open: bool = False,
) -> CaseRevision:
    return CaseRevision.objects.create(
        case_study=case_study,
        number=head.number + 1,
        content=content,
        by=by,
        step=step,
        note=note,
        is_open=is_open,
        made_at=now,
    )


@transaction.atomic
def restore_revision(
    *, case_study: CaseStudy, number: int, by: User, now: datetime | None = None
) -> CaseRevision:
    """Make an earlier revision the draft again, as a new revision: nothing in between is lost.

    Raises DraftLocked, CaseRevision.DoesNotExist.
    """
    case_study = CaseStudy.objects.select_for_update().get(pk=case_study.pk)
    if case_study.draft_state not in {DraftState.WRITING, DraftState.RESTING}:
        raise DraftLocked
    earlier = case_study.revisions.get(number=number)
    head = head_of(case_study)
    if head.content == earlier.content:
        return head
    note = str(_("Restored from revision %(number)s") % {"number": number})
    restored = _next(case_study, head, cleaned(earlier.content), by=by, note=note, now=now or timezone.now())
    _begin_writing(case_study)
    _mirror(case_study, restored.content)
    return restored


def _begin_writing(case_study: CaseStudy) -> None:
    if case_study.draft_state == DraftState.RESTING:
        case_study.draft_state = DraftState.WRITING
        case_study.save(update_fields=["draft_state", "changed_at"])


def _mirror(case_study: CaseStudy, content: Content) -> None:
    """Until something is public, lists of drafts show the draft's own title, sentence and theme."""
    if case_study.status != CaseStudyStatus.DRAFT:
        return
    longest = {field.key: field.max_length for field in FIELDS}
    case_study.title = content["title"][: longest["title"]] or str(_("Untitled"))
    case_study.nutshell = content["nutshell"][: longest["nutshell"]]
    case_study.abstract = content["abstract"][: longest["abstract"]]
    case_study.theme = Theme.objects.filter(slug=content["theme"]).first() or case_study.theme
    case_study.save()
