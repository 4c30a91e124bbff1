from django.db import models
from django.utils.translation import gettext_lazy as _

from exchange.people.models.user import User


class ConsentPurpose(models.TextChoices):
    TAKE_PART = "take_part", _("Take part")
    BE_RECORDED = "be_recorded", _("Be recorded")
    BE_QUOTED = "be_quoted", _("Be quoted")
    BE_NAMED = "be_named", _("Be named")


class ConsentWording(models.Model):
    """The exact sentence that a person agreed to. Never edited: a new sentence is a new row."""

    purpose = models.CharField(max_length=20, choices=ConsentPurpose)
    language = models.CharField(max_length=10, default="en")
    text = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "language", "text"], name="one_row_per_consent_wording"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Consent(models.Model):
    """What a person, or a guest without an account, said about one purpose in one setting.

    POPIA asks that consent be provable and withdrawable: each answer is a row with its wording and
    time, a later answer closes the earlier row. ``setting`` names what was joined, for example
    ``live:njoli-square`` or ``account``.
    """

    user = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="consents")
    guest_key = models.UUIDField(null=True, blank=True)
    setting = models.CharField(max_length=120)
    purpose = models.CharField(max_length=20, choices=ConsentPurpose)
    wording = models.ForeignKey(ConsentWording, models.PROTECT, related_name="consents")
    is_given = models.BooleanField()
    given_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user__isnull=False, guest_key__isnull=True)
                | models.Q(user__isnull=True, guest_key__isnull=False),
                name="consent_of_a_member_or_a_guest",
            ),
            models.UniqueConstraint(
                fields=["user", "setting", "purpose"],
                condition=models.Q(replaced_at__isnull=True, user__isnull=False),
                name="one_standing_consent_per_member",
            ),
            models.UniqueConstraint(
                fields=["guest_key", "setting", "purpose"],
                condition=models.Q(replaced_at__isnull=True, guest_key__isnull=False),
                name="one_standing_consent_per_guest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {'yes' if self.is_given else 'no'}"
