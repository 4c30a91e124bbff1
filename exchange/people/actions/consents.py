from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from exchange.people.models import Consent, ConsentPurpose, ConsentWording, User

WORDINGS: dict[str, str] = {
    ConsentPurpose.TAKE_PART: (
        "I take part in this exchange. What I write is kept so that others can learn from it, and I can "
        "withdraw it later."
    ),
    ConsentPurpose.BE_RECORDED: (
        "If I speak in the meeting while it is recorded, the recording may keep my voice and picture."
    ),
    ConsentPurpose.BE_QUOTED: "Facilitators may quote what I write in summaries and in recorded learning.",
    ConsentPurpose.BE_NAMED: (
        "My name, role and municipality may stand beside my words in the record and where they are quoted."
    ),
}


@transaction.atomic
def record_consents(
    *,
    answers: Mapping[str, bool],
    setting: str,
    user: User | None = None,
    guest_key: UUID | None = None,
    now: datetime | None = None,
) -> None:
    """Keep what a person answered to each purpose, with the wording that was shown.

    ``answers`` maps a ConsentPurpose to yes or no. Answering the same again writes nothing; a
    changed answer closes the earlier row and keeps it as proof.
    """
    now = now or timezone.now()
    standing = {
        consent.purpose: consent
        for consent in Consent.objects.filter(
            user=user, guest_key=guest_key, setting=setting, replaced_at__isnull=True
        ).select_related("wording")
    }
    for purpose, is_given in answers.items():
        wording, _created = ConsentWording.objects.get_or_create(
            purpose=purpose, language="en", text=WORDINGS[purpose]
        )
        earlier = standing.get(purpose)
        if earlier and earlier.is_given == is_given and earlier.wording_id == wording.pk:
            continue
        if earlier:
            earlier.replaced_at = now
            earlier.save(update_fields=["replaced_at"])
        Consent.objects.create(
            user=user,
            guest_key=guest_key,
            setting=setting,
            purpose=purpose,
            wording=wording,
            is_given=is_given,
            given_at=now,
        )


def standing_consents(
    *, setting: str, user: User | None = None, guest_key: UUID | None = None
) -> dict[str, bool]:
    """What stands now for a member or a guest in a setting: purpose to yes or no."""
    rows = Consent.objects.filter(user=user, guest_key=guest_key, setting=setting, replaced_at__isnull=True)
    return dict(rows.values_list("purpose", "is_given"))
