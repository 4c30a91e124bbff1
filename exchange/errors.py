"""Refusals that a person may read."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ActionError(Exception):
    """An action said no. ``message`` tells the person what to do; ``status`` is for the browser."""

    message: str | Promise = _("That did not work. Please try again.")
    status = 409
    code = ""  # for scripts: what kind of refusal it is, where that matters to them
    at = ""  # the id of the part of the page that it is about, where it is about one

    def __init__(self, message: str | Promise | None = None) -> None:
        if message is not None:
            self.message = message
        super().__init__(str(self.message))
