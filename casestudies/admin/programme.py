from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from casestudies.admin.moving import WEB_ADDRESSES
from casestudies.models import Aim, HelpLine, MovedAddress, Municipality, Partner
from casestudies.queries import forget_municipality_labels


@admin.register(Aim)
class AimAdmin(admin.ModelAdmin):
    list_display = ["title", "order"]
    ordering = ["order"]
    prepopulated_fields = {"slug": ["title"]}


@admin.register(Partner)
class PartnerAdmin(admin.ModelAdmin):
    formfield_overrides = WEB_ADDRESSES
    list_display = ["name", "role", "order"]
    ordering = ["order", "pk"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(HelpLine)
class HelpLineAdmin(admin.ModelAdmin):
    """Dial a number before you write down the day on which it was verified."""

    list_display = ["name", "number", "verified_on"]
    ordering = ["name", "pk"]


@admin.register(Municipality)
class MunicipalityAdmin(admin.ModelAdmin):
    """One that was disestablished stays and names its successor."""

    list_display = ["name", "code", "category", "province", "merged_into"]
    list_filter = ["category", "province"]
    search_fields = ["name", "code"]
    ordering = ["name", "code"]
    autocomplete_fields = ["parent", "merged_into"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["code"] if obj else []

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        forget_municipality_labels()


@admin.register(MovedAddress)
class MovedAddressAdmin(admin.ModelAdmin):
    """Written when a slug changes; more can be added by hand. Addresses begin and end with a slash."""

    list_display = ["old_path", "new_path", "moved_at"]
    search_fields = ["old_path", "new_path"]
    ordering = ["-moved_at", "-pk"]
