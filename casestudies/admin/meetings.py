from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from casestudies.admin.moving import WEB_ADDRESSES, MovingAdmin
from casestudies.models import Engagement, ProgrammeSlot

IN_THE_CALENDAR = frozenset(
    {"title", "starts_on", "starts_at", "ends_at", "date_status", "place", "join_url", "summary", "slug"}
)


class ProgrammeSlotInline(admin.TabularInline):
    model = ProgrammeSlot
    formfield_overrides = WEB_ADDRESSES
    extra = 0
    ordering = ["order", "pk"]
    fields = ["order", "starts_at", "minutes", "title", "case_study", "presenters", "slides_url"]
    autocomplete_fields = ["case_study"]


@admin.register(Engagement)
class EngagementAdmin(MovingAdmin):
    """Times are South African. Who subscribed to the calendar sees a change by itself."""

    route = "engagement"
    list_display = ["title", "theme", "month", "starts_on", "date_status"]
    list_filter = ["theme", "date_status", "kind"]
    search_fields = ["title"]
    ordering = ["month", "order", "pk"]
    autocomplete_fields = ["case_studies", "theme"]
    prepopulated_fields = {"slug": ["title"]}
    inlines = [ProgrammeSlotInline]
    fieldsets = [
        (None, {"fields": ["title", "slug", "kind", "theme", "order", "summary"]}),
        (
            _("When and where"),
            {"fields": ["month", "starts_on", "starts_at", "ends_at", "date_status", "date_note", "place"]},
        ),
        (_("The meeting"), {"fields": ["join_url", "guiding_questions", "case_studies"]}),
        (_("Afterwards"), {"fields": ["recording_url"]}),
    ]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change and IN_THE_CALENDAR & set(form.changed_data):
            obj.sequence += 1
        super().save_model(request, obj, form, change)
