"""What other municipalities made of a lesson: "we tried this", and "we would like to try this"."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.content import Direction, TrialDirection
from casestudies.models.lesson import Lesson
from casestudies.models.municipality import Municipality

# Which bit of ``Lesson.tried`` says that a report with this result stands.
TRIED_BITS = {TrialDirection.WORKED: 1, TrialDirection.MIXED: 2, TrialDirection.DID_NOT_WORK: 4}


class Trial(models.Model):
    """A "we tried this": another municipality's report on a lesson.

    One that was withdrawn stays as a row, so that sent again it is not made anew; its words are gone.
    """

    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="trials")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="trials")
    tried_in = models.CharField(_("when"), max_length=7, help_text=_("A year, or a year and month: 2023-05"))
    what_changed = models.TextField(_("what you did, and what changed"), max_length=2000, blank=True)
    result = models.CharField(_("result"), max_length=12, choices=TrialDirection)
    direction = models.CharField(_("direction"), max_length=12, choices=Direction)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="trials"
    )
    byline = models.CharField(max_length=300, blank=True, help_text=_("As the reporter chose to be named"))
    client_id = models.UUIDField(null=True, unique=True, editable=False)
    is_demonstration = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(
        _("why it was taken down"), max_length=200, blank=True, help_text=_("Empty: its author took it back")
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True) | models.Q(what_changed="", byline=""),
                name="withdrawn_trials_have_no_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality}, {self.tried_in}"


class TrialWish(models.Model):
    """A "we would like to try this": reaches the team behind a lesson through the platform.

    The message is for that team alone. Everyone may know that somebody wishes it; where they are only
    if they agreed.
    """

    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="wishes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="trial_wishes")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    names_municipality = models.BooleanField(_("the municipality may be named"), default=False)
    message = models.TextField(_("message"), max_length=2000)
    client_id = models.UUIDField(null=True, unique=True, editable=False)
    is_demonstration = models.BooleanField(default=False)
    sent_at = models.DateTimeField()
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = _("trial wishes")

    def __str__(self) -> str:
        return f"{self.municipality}: {self.lesson}"
