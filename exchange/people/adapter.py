"""What allauth asks of us."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from exchange.people.models import User


class AccountAdapter(DefaultAccountAdapter):
    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """The name is part of the first save: an account without one must never exist."""
        user.display_name = form.cleaned_data["display_name"]
        return super().save_user(request, user, form, commit)
