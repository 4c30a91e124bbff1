"""Tickets: what a page gives its socket, so that connecting costs neither a session nor a query."""

from dataclasses import asdict, dataclass

from django.core import signing

SALT = "exchange.live.ticket"
GOOD_FOR_SECONDS = 10 * 60


class TicketRefused(Exception):
    """Not ours, or too old: fetch a new one from the page."""


@dataclass(frozen=True)
class Ticket:
    """Leave to hear one room. ``key`` is the listener's own, for private frames; empty for none.

    ``is_calm`` asks for fewer frames: at most one in five seconds.
    """

    room: str
    key: str = ""
    is_calm: bool = False


def issue(ticket: Ticket) -> str:
    return signing.dumps(asdict(ticket), salt=SALT)


def check(text: str) -> Ticket:
    """The ticket that was issued as ``text``. Raises TicketRefused."""
    try:
        return Ticket(**signing.loads(text, salt=SALT, max_age=GOOD_FOR_SECONDS))
    except (signing.BadSignature, TypeError) as error:
        raise TicketRefused from error
