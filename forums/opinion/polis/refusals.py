"""Why a file of a Polis export cannot be read, in words that tell the person what to do."""

from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError


class PolisUnreadable(ActionError):
    """The parent of all: nothing of this file can be taken."""

    code = "unreadable"
    status = 400


class NotPolis(PolisUnreadable):
    message = _(
        "This is no file of a Polis export. Choose participants-votes.csv, comments.csv or summary.csv, as"
        " Polis saved it."
    )


class WrongCell(PolisUnreadable):
    def __init__(self, line: int, column: str, cell: str) -> None:
        super().__init__(
            _("Line %(line)s has “%(cell)s” where %(column)s belongs. Please correct it and send it again.")
            % {"line": line, "column": column, "cell": cell[:40]}
        )


class TwiceThere(PolisUnreadable):
    def __init__(self, line: int, number: int) -> None:
        super().__init__(
            _("Number %(number)s is there twice: see line %(line)s. Please take one out.")
            % {"line": line, "number": number}
        )


class PolisTooLarge(PolisUnreadable):
    status = 413
    message = _("A file of a Polis export can have 20 MB and two million votes.")
