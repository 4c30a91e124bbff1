"""The administration as a site: editors look after the library there, administrators after everything."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class Administration(AdminSite):
    site_header = _("Municipal Safety Exchange")
    site_title = _("Administration")
    index_title = _("What would you like to look after?")

    def has_permission(self, request: HttpRequest) -> bool:
        """Who may enter at all; what one finds there is a matter of each model's permissions."""
        user: Any = request.user
        return bool(user.is_active and (user.is_staff or getattr(user, "can_edit", False)))


class AdministrationConfig(AdminConfig):
    default_site = "exchange.administration.Administration"
