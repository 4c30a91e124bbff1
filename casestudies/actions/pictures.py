"""Pictures of a case study: made fit for pages, and kept beside the draft that shows them."""

from datetime import datetime
from typing import IO

from django.db import transaction
from django.utils import timezone

from casestudies.models import CasePicture, CaseStudy
from casestudies.models.picture import picture_key
from exchange.people.models import User
from exchange.storage.files import keep_renditions
from exchange.storage.pictures import prepare_picture
from exchange.text import clean

LONGEST_NAME = 120


def add_picture(
    *, case_study: CaseStudy, file: IO[bytes], name: str, by: User, now: datetime | None = None
) -> CasePicture:
    """Keep an upload as small pictures; the draft then names it by its key.

    Raises FileTooLarge and the refusals of PictureRefused. Making the renditions takes a while, so it
    is done before the transaction, and a file without a row is all that a failure could leave behind.
    """
    prepared = prepare_picture(file)
    key = picture_key()
    kept = keep_renditions(picture=prepared, key=key)
    with transaction.atomic():
        return CasePicture.objects.create(
            key=key,
            case_study=case_study,
            name=" ".join(clean(name).split())[:LONGEST_NAME],
            width=prepared.width,
            height=prepared.height,
            colour=prepared.colour,
            renditions=[
                {
                    "width": rendition.width,
                    "height": rendition.height,
                    "format": rendition.format,
                    "bytes": rendition.size,
                    "path": rendition.path,
                }
                for rendition in kept
            ],
            uploaded_by=by,
            uploaded_at=now or timezone.now(),
        )
