from django.contrib import admin

from casestudies.models import CasePlace, CaseStudy, Engagement, HelpLine, Municipality, Theme


class CasePlaceInline(admin.TabularInline):
    model = CasePlace
    extra = 0
    autocomplete_fields = ["municipality"]


@admin.register(CaseStudy)
class CaseStudyAdmin(admin.ModelAdmin):
    list_display = ["title", "theme", "status", "is_demonstration"]
    list_filter = ["status", "theme", "is_demonstration"]
    search_fields = ["title", "nutshell"]
    ordering = ["title", "pk"]
    inlines = [CasePlaceInline]


@admin.register(Engagement)
class EngagementAdmin(admin.ModelAdmin):
    list_display = ["title", "theme", "month", "starts_on", "date_status"]
    list_filter = ["theme", "date_status"]
    search_fields = ["title"]
    ordering = ["month", "order", "pk"]
    autocomplete_fields = ["case_studies"]


@admin.register(Municipality)
class MunicipalityAdmin(admin.ModelAdmin):
    list_display = ["name", "code", "category", "province"]
    list_filter = ["category", "province"]
    search_fields = ["name", "code"]
    ordering = ["name", "code"]
    autocomplete_fields = ["parent", "merged_into"]


@admin.register(Theme)
class ThemeAdmin(admin.ModelAdmin):
    list_display = ["title", "order", "month"]
    ordering = ["order"]


@admin.register(HelpLine)
class HelpLineAdmin(admin.ModelAdmin):
    list_display = ["name", "number", "verified_on"]
    ordering = ["name", "pk"]
