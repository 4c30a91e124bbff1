"""Where the browser's files live: hashed and compressed once collected, straight from disk before."""

from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashes files and the imports between ES modules.

    Before ``collectstatic`` has run (unit tests, a fresh checkout) names stay as they are: a page
    that cannot find a manifest is still a page.
    """

    support_js_module_import_aggregation = True

    @cached_property
    def _is_collected(self) -> bool:
        return Path(settings.STATIC_ROOT, self.manifest_name).exists()

    def url(self, name: str | None, force: bool = False) -> str:
        if not self._is_collected:
            return StaticFilesStorage.url(self, name)
        return super().url(name, force)
