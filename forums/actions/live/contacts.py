"""The e-mail address that a guest may leave, to hear that their question was answered. Kept apart.

No page and no query joins it to what they asked: each reader here asks for one participant's. It is
deleted once they were told, and at the latest on its day.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from exchange.work.jobs import job
from forums.actions.live.bursts import forget_addresses
from forums.models import Participant, ParticipantContact

KEPT_FOR = timedelta(days=60)  # after the day of the session, or of joining if that is later


@transaction.atomic
def leave_contact(*, participant: Participant, email: str, now: datetime) -> None:
    """Keep a guest's address, another one in the place of the first; none takes it away.

    Members need none: they get a notice.
    """
    if not email or participant.user_id:
        ParticipantContact.objects.filter(participant=participant).delete()
        return
    last = max(now, participant.session.starts_at) + KEPT_FOR
    ParticipantContact.objects.update_or_create(
        participant=participant, defaults={"email": email, "delete_on": timezone.localdate(last)}
    )


def has_contact(participant: Participant) -> bool:
    """Whether a guest left an address; which one, their page does not say."""
    return ParticipantContact.objects.filter(participant=participant.pk).exists()


@job()
def drop_old_contacts() -> str:
    """Each night: addresses whose day has come, and the hashes of where guests came from."""
    now = timezone.now()
    gone, _by_model = ParticipantContact.objects.filter(delete_on__lte=timezone.localdate(now)).delete()
    return f"{gone} addresses deleted, {forget_addresses(now)} arrivals forgotten"
