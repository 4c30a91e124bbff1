"""What was published says what its quotation says: a name was taken out of it, or it is signed otherwise."""

from casestudies.models import PublishedQuotation
from exchange.prepared.actions.forgetting import forget_prepared_files


def change_quotation(*, quotation_id: str, words: str, attribution: str, is_corrected: bool) -> int:
    """Show a standing quotation as it is now in every publication; returns how many show it."""
    forget_prepared_files("volume")
    standing = PublishedQuotation.objects.filter(quotation_id=quotation_id, withdrawn_at__isnull=True)
    return standing.update(words=words, attribution=attribution, is_corrected=is_corrected)
