"""Municipalities as people see them."""

from collections.abc import Sequence

from django.core.cache import cache

from casestudies.models import Municipality

LABELS_KEY = "casestudies.municipality_labels"
LABELS_SECONDS = 600


class MunicipalityDirectory:
    """Municipalities as people see them (``exchange.people.places.Directory``).

    Labels stand beside every post, so they are kept in the cache rather than asked for one by one.
    """

    def choices(self) -> Sequence[tuple[str, str]]:
        return sorted(self._labels().items(), key=lambda pair: pair[1].casefold())

    def label(self, code: str) -> str:
        return self._labels().get(code, "")

    def _labels(self) -> dict[str, str]:
        labels: dict[str, str] | None = cache.get(LABELS_KEY)
        if labels is None:
            rows = Municipality.objects.filter(merged_into__isnull=True)
            labels = {municipality.code: str(municipality) for municipality in rows}
            cache.set(LABELS_KEY, labels, LABELS_SECONDS)
        return labels


def forget_municipality_labels() -> None:
    """Call it after municipalities changed."""
    cache.delete(LABELS_KEY)
