from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from exchange.ids import quotation_id
from forums.models.post import PostRevision


class Quotation(models.Model):
    """Somebody's exact words, frozen: where they stand, and what they were.

    ``start`` and ``end`` count code points of the revision's plain text (NFC). ``words_hash`` is
    keyed (HMAC-SHA256), so that nobody can test guesses against a withdrawn quotation.
    """

    public_id = models.CharField(max_length=22, unique=True, default=quotation_id, editable=False)
    revision = models.ForeignKey(PostRevision, models.PROTECT, related_name="quotations")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    words = models.TextField(blank=True)
    words_hash = models.CharField(max_length=64)
    attribution = models.CharField(max_length=300, blank=True)
    picked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="quotations_picked"
    )
    picked_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    corrected_at = models.DateTimeField(null=True, blank=True)  # by who said it; the words are the corrected
    source_changed_at = models.DateTimeField(null=True, blank=True)  # edited, hidden, erased since

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="a_span_has_words"),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True) | models.Q(words="", attribution=""),
                name="a_withdrawn_quotation_has_no_words",
            ),
        ]

    def __str__(self) -> str:
        return self.words or str(_("Words withdrawn"))

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None
