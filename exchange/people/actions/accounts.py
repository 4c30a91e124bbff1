from collections.abc import Mapping
from typing import Any

from django.db import transaction

from exchange.people.actions.consents import record_consents
from exchange.people.models import User

ACCOUNT = "account"


@transaction.atomic
def complete_account(*, user: User, display_name: str, consents: Mapping[str, bool], **details: Any) -> User:
    """Give a new account its name and place, and keep what its owner consented to.

    ``details`` may hold role_line, organisation and municipality_code.
    """
    change_profile(user=user, display_name=display_name, **details)
    record_consents(user=user, setting=ACCOUNT, answers=consents)
    return user


def change_profile(*, user: User, **details: Any) -> User:
    """Change how a member appears to others; names the fields so that no role can slip in."""
    allowed = {"display_name", "role_line", "organisation", "municipality_code"}
    refused = details.keys() - allowed
    if refused:
        raise TypeError(f"Not part of a profile: {', '.join(sorted(refused))}")
    for field, value in details.items():
        setattr(user, field, value)
    user.save(update_fields=[*details])
    return user
