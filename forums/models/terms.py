from django.db import models
from django.utils.translation import gettext_lazy as _


class Terms(models.TextChoices):
    """How words of a conversation may be used, from the loosest to the strictest."""

    ATTRIBUTED = "attributed", _("Attributed: with name and affiliation")
    ROLE = "role", _("Role and municipality, without a name")
    CHATHAM_HOUSE = "chatham_house", _("Chatham House: nobody is named, nor where they are from")


STRICTNESS = {terms: place for place, terms in enumerate(Terms.values)}


def stricter_of(one: str, other: str) -> Terms:
    """Of two terms those that protect more: nothing is used more loosely than its conversation allows."""
    return Terms(max(one, other, key=STRICTNESS.__getitem__))
