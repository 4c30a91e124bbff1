"""A quotation that is frozen anew: on corrected words, without a name, or signed otherwise."""

from datetime import datetime

from django.db import transaction

from casestudies.actions.changed_quotations import change_quotation
from exchange.text import Span, words_at
from forums.actions.quotations import hash_of
from forums.models import Citation, PostRevision, Quotation


@transaction.atomic
def freeze_anew(
    *, quotation: Quotation, revision: PostRevision, span: Span, corrected_at: datetime | None = None
) -> Quotation:
    """Freeze a standing quotation on another revision of its post. It is printed in full again where its
    words are other ones."""
    words = words_at(revision.plain, span)
    if words != quotation.words:
        Citation.objects.filter(quotation=quotation).exclude(shortened="").update(shortened="")
    quotation.revision, quotation.start, quotation.end = revision, span.start, span.end
    quotation.words, quotation.words_hash = words, hash_of(words)
    quotation.corrected_at = corrected_at or quotation.corrected_at
    quotation.source_changed_at = None
    quotation.save()
    _tell_publications(quotation)
    return quotation


@transaction.atomic
def sign_anew(*, quotation: Quotation, attribution: str) -> Quotation:
    """Sign a standing quotation otherwise, wherever it was published. The same again is quiet."""
    if not quotation.is_withdrawn and quotation.attribution != attribution:
        quotation.attribution = attribution
        quotation.save(update_fields=["attribution"])
        _tell_publications(quotation)
    return quotation


def _tell_publications(quotation: Quotation) -> None:
    change_quotation(
        quotation_id=quotation.public_id,
        words=quotation.words,
        attribution=quotation.attribution,
        is_corrected=quotation.corrected_at is not None,
    )
