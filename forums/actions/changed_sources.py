"""What was quoted is edited or hidden later: every place that cites it is told."""

from datetime import datetime

from casestudies.actions.recorded_learnings import note_source_changed
from exchange.text import places
from forums.models import Post, Quotation


def flag_changed_words(*, post: Post, now: datetime) -> None:
    """Flag the quotations of a post whose words it no longer says, and clear those that it says again.

    The frozen words stand: their revision is kept. Whoever reads them learns that the source has changed.
    """
    quotations = Quotation.objects.filter(revision__post=post, withdrawn_at__isnull=True)
    for quotation in quotations.order_by("pk"):
        still_said = post.is_visible and bool(places(post.plain, quotation.words))
        if still_said == (quotation.source_changed_at is None):
            continue
        quotation.source_changed_at = None if still_said else now
        quotation.save(update_fields=["source_changed_at"])
        note_source_changed(quotation_id=quotation.public_id, changed_at=quotation.source_changed_at)
