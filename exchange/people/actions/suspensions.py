"""For a time somebody reads but does not write."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import Network, Suspension, User


class Suspended(ActionError):
    """Says why, and until when."""

    status = 403
    code = "suspended"
    until = _(
        "Until %(date)s you can read here but not write. The reason: %(reason)s. "
        "What you wrote is kept below."
    )
    for_now = _(
        "For now you can read here but not write. The reason: %(reason)s. What you wrote is kept below."
    )

    def __init__(self, suspension: Suspension) -> None:
        reason = suspension.reason.rstrip(".")
        if suspension.ends_at:
            date = date_format(timezone.localtime(suspension.ends_at), "j F Y, H:i")
            super().__init__(self.until % {"date": date, "reason": reason})
        else:
            super().__init__(self.for_now % {"reason": reason})


def require_not_suspended(*, user: User, now: datetime, network: Network | None = None) -> None:
    """Raises Suspended, for the site as a whole or for this network."""
    where = Q(network__isnull=True)
    if network:
        where |= Q(network=network)
    found = Suspension.objects.in_force(now).filter(where, user=user).order_by("-ends_at", "-pk").first()
    if found:
        raise Suspended(found)
