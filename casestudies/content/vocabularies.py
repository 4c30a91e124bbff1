"""The controlled vocabularies. Their terms are rows (``Term``), which editors look after."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Vocabulary(models.TextChoices):
    """The value is the key of the field that the terms fill, of the facet, and of the URL's parameter."""

    ICVPS = "icvps", _("White Paper theme (ICVPS)")
    NSP_GBVF = "nsp_gbvf", _("NSP on GBVF pillar")
    INSPIRE = "inspire", _("INSPIRE strategy")
    APPROACH = "approach", _("Approach")
    TYPOLOGY = "typology", _("Typology")
    PREVENTION_LEVEL = "prevention_level", _("Prevention level")
    SETTING = "setting", _("Setting")
    POPULATION = "population", _("Population")
    INSTRUMENT = "instrument", _("Instrument")
    STAGE = "stage", _("Stage")
    BUDGET = "budget", _("Budget")
    OUTCOME_DOMAIN = "outcome_domain", _("Outcome domain")
    AUDIENCE = "audience", _("Audience")


# Terms that a case study names in a field of its own; outcome domains and audiences stand inside rows.
VOCABULARY_OF_FIELD = {
    vocabulary.value: vocabulary
    for vocabulary in Vocabulary
    if vocabulary not in {Vocabulary.OUTCOME_DOMAIN, Vocabulary.AUDIENCE}
}
