"""Who took part in what was recorded, by consent: a name goes when its owner does."""

from django.db import transaction

from casestudies.models import LearningVersion, RecordedLearning


@transaction.atomic
def take_credit_out(*, name: str) -> None:
    """Take a name out of the credits of everything that was published. Twice is quiet."""
    for model in (RecordedLearning, LearningVersion):
        for row in model.objects.exclude(credits=[]).only("credits").order_by("pk"):
            if name in row.credits:
                row.credits = [credit for credit in row.credits if credit != name]
                row.save(update_fields=["credits"])
