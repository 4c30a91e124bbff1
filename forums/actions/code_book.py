"""The code book: the words under which insights are found again, shared by all who make sense of talk."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from exchange.text import clean
from forums.models import Code
from forums.queries.people import name_key

CODE_LENGTH, MEANING_LENGTH = 60, 200
MOST_OF_AN_INSIGHT = 8


class CodeEmpty(ActionError):
    message = _("Please write the code: a word or two.")
    status = 400


class CodeTooLong(ActionError):
    message = _("A code can have 60 characters, and what it covers 200. Please shorten it.")
    status = 400


class TooManyCodes(ActionError):
    message = _("An insight can have %(limit)s codes. Keep those that tell most.")
    status = 400

    def __init__(self) -> None:
        super().__init__(self.message % {"limit": MOST_OF_AN_INSIGHT})


class CodeThere(ActionError):
    message = _("There is a code “%(name)s” already. Merge the two instead.")

    def __init__(self, name: str) -> None:
        super().__init__(self.message % {"name": name})


class CannotMerge(ActionError):
    message = _("A code is merged into another one that stands by itself. Please look again.")


class CodeChangedMeanwhile(ActionError):
    code = "stale"
    message = _("Somebody else changed this code meanwhile. Please look at it, then try again.")


def codes_named(names: Iterable[str], *, by: User, now: datetime) -> list[Code]:
    """The codes of these names, each once; new ones are made. A merged one leads on.

    Raises CodeTooLong, TooManyCodes.
    """
    found: dict[int, Code] = {}
    for name in filter(None, (" ".join(clean(one).split()) for one in names)):
        code = _code(name, by=by, now=now)
        found[code.pk] = code
    if len(found) > MOST_OF_AN_INSIGHT:
        raise TooManyCodes
    return list(found.values())


def _code(name: str, *, by: User, now: datetime) -> Code:
    _require_fit(name)
    code, _is_new = Code.objects.select_related("merged_into").get_or_create(
        folded=name_key(name), defaults={"name": name, "created_by": by, "created_at": now}
    )
    return code.lead


@transaction.atomic
def add_code(*, name: str, by: User, meaning: str = "", now: datetime | None = None) -> Code:
    """Raises CodeEmpty, CodeTooLong, CodeThere."""
    name, meaning = _plain(name), _plain(meaning)
    _require_fit(name, meaning)
    there = Code.objects.filter(folded=name_key(name)).first()
    if there:
        raise CodeThere(there.name)
    return Code.objects.create(
        name=name,
        folded=name_key(name),
        meaning=meaning,
        created_by=by,
        created_at=now or timezone.now(),
    )


@transaction.atomic
def rename_code(*, code: Code, name: str, meaning: str, seen: str) -> Code:
    """``seen`` is the name from which the form was made.

    Raises CodeEmpty, CodeTooLong, CodeThere, CodeChangedMeanwhile.
    """
    name, meaning = _plain(name), _plain(meaning)
    _require_fit(name, meaning)
    code = Code.objects.select_for_update(of=("self",)).get(pk=code.pk)
    if code.name != seen:
        raise CodeChangedMeanwhile
    there = Code.objects.filter(folded=name_key(name)).exclude(pk=code.pk).first()
    if there:
        raise CodeThere(there.name)
    code.name, code.folded, code.meaning = name, name_key(name), meaning
    code.save(update_fields=["name", "folded", "meaning"])
    return code


@transaction.atomic
def merge_code(*, code: Code, into: Code) -> Code:
    """From now on one is the other. Insights keep the code they were given, and show where it leads, so
    that ``part_code`` undoes it. Raises CannotMerge.
    """
    rows = Code.objects.select_for_update(of=("self",)).filter(pk__in=(code.pk, into.pk)).order_by("pk")
    locked = {row.pk: row for row in rows}
    if code.pk == into.pk or len(locked) < 2 or any(row.merged_into_id for row in locked.values()):
        raise CannotMerge
    Code.objects.filter(merged_into=code.pk).update(merged_into=into.pk)
    merged = locked[code.pk]
    merged.merged_into = locked[into.pk]
    merged.save(update_fields=["merged_into"])
    return merged


@transaction.atomic
def part_code(*, code: Code) -> Code:
    """Undo a merge: it stands by itself again, with the insights that had it. Doing it twice is quiet."""
    code.merged_into = None
    code.save(update_fields=["merged_into"])
    return code


def _plain(text: str) -> str:
    return " ".join(clean(text).split())


def _require_fit(name: str, meaning: str = "") -> None:
    if not name_key(name):
        raise CodeEmpty
    if len(name) > CODE_LENGTH or len(name_key(name)) > CODE_LENGTH or len(meaning) > MEANING_LENGTH:
        raise CodeTooLong
