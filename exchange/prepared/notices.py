"""What a notice of a prepared file says, to its owner, now."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from exchange.notices.sources import Told
from exchange.prepared.models import FileState, PreparedFile
from exchange.prepared.originals import find


class PreparedFiles:
    """Nothing of a file that was thrown away, or of a thing that its owner may not see any more."""

    def told(self, ids: Sequence[int], recipient: Any) -> Mapping[int, Told]:
        files = PreparedFile.objects.of(recipient).filter(pk__in=ids, state=FileState.READY)
        said: dict[int, Told] = {}
        for file in files:
            if original := find(file.kind, file.key, recipient):
                said[file.pk] = Told(
                    title=_("Your file is ready: %(title)s (%(format)s)")
                    % {"title": original.title, "format": file.format.upper()},
                    words=_("It is kept for a week."),
                    url=reverse("your_files"),
                    thread=f"file-{file.pk}",
                )
        return said
