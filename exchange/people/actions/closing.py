"""Closing an account for good: it goes, and its name with it from wherever that was written down."""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from exchange.people.models import Consent, User

Forget = Callable[[User, datetime], None]
_forgetting: list[Forget] = []


def on_closing(forget: Forget) -> None:
    """What an app above does before an account goes: take the name out of what it holds."""
    if forget not in _forgetting:
        _forgetting.append(forget)


@transaction.atomic
def close_account(*, user: User, now: datetime | None = None) -> None:
    """Forget whose it was everywhere, then delete the account.

    What its owner said in common talk stays, and so does the proof of what was agreed to, as nobody's.
    """
    now = now or timezone.now()
    for forget in _forgetting:
        forget(user, now)
    Consent.objects.filter(user=user).update(user=None, guest_key=uuid4())
    user.delete()
