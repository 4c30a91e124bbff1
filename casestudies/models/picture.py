import secrets

from django.conf import settings
from django.db import models

from casestudies.models.case_study import CaseStudy


def picture_key() -> str:
    """Nobody guesses it, and it stands well in an address and in a file's name."""
    return secrets.token_hex(8)


class CasePicture(models.Model):
    """An uploaded picture of a case study, stored as small renditions without any metadata.

    Its description and caption belong to the content of a revision, beside its key.
    ``renditions`` are ``[{"width", "height", "format", "bytes", "path"}]``, narrowest first.
    """

    key = models.CharField(max_length=16, unique=True, default=picture_key)
    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="pictures")
    name = models.CharField(max_length=120, blank=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    colour = models.CharField(max_length=7, default="#cccccc")
    renditions = models.JSONField(default=list)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="case_pictures"
    )
    uploaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name or self.key

    def path_of(self, *, width: int, extension: str) -> str:
        """Where the rendition of this width and ending is kept; empty if there is none."""
        ending = f"-{width}.{extension}"
        return next((str(made["path"]) for made in self.renditions if made["path"].endswith(ending)), "")
