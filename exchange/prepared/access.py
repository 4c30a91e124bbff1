"""May they? A prepared file is there for whoever asked for it, and for nobody else."""

from typing import Any

from django.shortcuts import get_object_or_404

from exchange.prepared.models import PreparedFile


def own_file(user: Any, public_id: str) -> PreparedFile:
    return get_object_or_404(PreparedFile.objects.of(user).select_related("owner"), public_id=public_id)
