from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from casestudies.admin.moving import MovingAdmin
from casestudies.models import BuildingBlock, Term, Theme
from exchange.text import clean, render


@admin.register(Term)
class TermAdmin(admin.ModelAdmin):
    """Terms are renamed, moved and retired. Their keys stay, since published versions hold them."""

    list_display = ["label", "vocabulary", "key", "order", "is_retired"]
    list_editable = ["order", "is_retired"]
    list_filter = ["vocabulary", "is_retired"]
    search_fields = ["label", "key"]
    ordering = ["vocabulary", "order", "key"]
    prepopulated_fields = {"key": ["label"]}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["vocabulary", "key"] if obj else []

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        return {} if obj else {"key": ["label"]}

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Theme)
class ThemeAdmin(MovingAdmin):
    route = "theme"
    list_display = ["title", "order", "month"]
    ordering = ["order"]
    search_fields = ["title"]
    fields = ["title", "slug", "order", "about", "month"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(BuildingBlock)
class BuildingBlockAdmin(MovingAdmin):
    route = "building_block"
    list_display = ["title", "summary", "is_demonstration"]
    search_fields = ["title", "summary"]
    ordering = ["title", "pk"]
    fields = ["title", "slug", "summary", "source"]
    prepopulated_fields = {"slug": ["title"]}

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.source = clean(obj.source)
        obj.html = render(obj.source).html
        super().save_model(request, obj, form, change)
