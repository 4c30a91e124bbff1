"""Ways to hold a conversation: those that come with the platform, and facilitators' own."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from forums.models import Conversation, ConversationFormat

DATA = Path(__file__).resolve().parents[2] / "data" / "conversation_formats.json"


class NotYourFormat(ActionError):
    message = _(
        "This format came with the platform, or is a colleague's. Keep a copy as your own and change that."
    )
    status = 403


@transaction.atomic
def load_formats() -> int:
    """Load the platform's own formats; again it changes them to what the file says. Returns how many."""
    rows = json.loads(DATA.read_text(encoding="utf-8"))["formats"]
    for row in rows:
        fields = {name: value for name, value in row.items() if name != "slug"}
        ConversationFormat.objects.update_or_create(slug=row["slug"], defaults={**fields, "owner": None})
    return len(rows)


@transaction.atomic
def copy_format(*, format: ConversationFormat, by: User) -> ConversationFormat:
    """A copy of one's own, to be changed."""
    return _keep(
        by,
        name=format.name,
        purpose=format.purpose,
        rounds=format.rounds,
        harvest=format.harvest,
        has_tables=format.has_tables,
    )


@transaction.atomic
def keep_as_format(*, conversation: Conversation, name: str, by: User) -> ConversationFormat:
    """Keep the rounds and the harvest form of a conversation as a format of one's own.

    Its tables become one: each conversation has others.
    """
    rounds: list[dict[str, Any]] = []
    seen = set[tuple[str, str]]()
    for round in conversation.rounds.order_by("position"):
        if (round.title, round.prompt) in seen:
            continue
        seen.add((round.title, round.prompt))
        rounds.append(
            {
                "title": round.title,
                "prompt": round.prompt,
                "instructions": round.instructions,
                "minutes": round.minutes,
                "listeners": round.listeners,
                "is_together": not round.table,
            }
        )
    has_tables = conversation.rounds.exclude(table="").exists()
    return _keep(
        by,
        name=name,
        purpose=conversation.format.purpose if conversation.format else "",
        rounds=rounds,
        harvest=conversation.harvest_form,
        has_tables=has_tables,
    )


def _keep(by: User, *, name: str, **fields: Any) -> ConversationFormat:
    return ConversationFormat.objects.create(slug=_free_slug(name), name=name, owner=by, **fields)


def _free_slug(name: str) -> str:
    stem = slugify(name)[:70] or "format"
    slug, number = stem, 1
    while ConversationFormat.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{stem}-{number}"
    return slug


@transaction.atomic
def change_format(*, format: ConversationFormat, by: User, fields: Mapping[str, Any]) -> ConversationFormat:
    """Change a format of one's own; conversations that began from it stay. Raises NotYourFormat."""
    require_own(format, by)
    for name, value in fields.items():
        setattr(format, name, value)
    format.save(update_fields=list(fields))
    return format


@transaction.atomic
def delete_format(*, format: ConversationFormat, by: User) -> None:
    """Raises NotYourFormat."""
    require_own(format, by)
    format.delete()


def require_own(format: ConversationFormat, by: User) -> None:
    if format.owner_id != by.pk:
        raise NotYourFormat
