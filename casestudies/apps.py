from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CaseStudiesConfig(AppConfig):
    name = "casestudies"
    verbose_name = _("Case studies")

    def ready(self) -> None:
        from casestudies.nightly import register_nightly
        from casestudies.presentation.prepared import register_originals
        from casestudies.queries import MunicipalityDirectory  # models exist only now
        from exchange.people import places

        places.register(MunicipalityDirectory())
        register_nightly()
        register_originals()
