from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from exchange.people.models import Consent, Organisation, User


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """Roles and suspension. Passwords are changed by their owners."""

    list_display = ["display_name", "email", "role_line", "is_facilitator", "is_editor", "is_active"]
    list_filter = ["is_facilitator", "is_editor", "is_active", "is_demonstration"]
    search_fields = ["display_name", "email"]
    ordering = ["display_name", "pk"]
    fields = [
        "email",
        "display_name",
        "role_line",
        "organisation",
        "municipality_code",
        "is_facilitator",
        "is_editor",
        "is_staff",
        "is_superuser",
        "is_active",
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # people sign up themselves: an account needs its owner's consent


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    list_display = ["name", "kind"]
    search_fields = ["name"]
    ordering = ["name", "pk"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Consent)
class ConsentAdmin(admin.ModelAdmin):
    """Proof to look at; nobody edits what somebody else agreed to."""

    list_display = ["setting", "purpose", "is_given", "given_at", "replaced_at"]
    list_filter = ["purpose", "is_given"]
    search_fields = ["setting"]
    ordering = ["-given_at", "-pk"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
