from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from casestudies.actions.drafts import RESERVED_SLUGS
from casestudies.admin.moving import MovingAdmin
from casestudies.models import CaseAuthor, CaseStudy


class CaseStudyForm(forms.ModelForm):
    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if slug in RESERVED_SLUGS:
            raise forms.ValidationError(_("The site uses this address itself. Please choose another."))
        return slug


class CaseAuthorInline(admin.TabularInline):
    model = CaseAuthor
    extra = 0
    autocomplete_fields = ["user"]


@admin.register(CaseStudy)
class CaseStudyAdmin(MovingAdmin):
    """Its address, its authors and when it is due. Words are written, reviewed and published on its pages."""

    form = CaseStudyForm
    route = "case_study"
    list_display = ["title", "theme", "status", "draft_state", "review_due", "is_demonstration"]
    list_filter = ["status", "draft_state", "theme", "is_demonstration"]
    search_fields = ["title", "nutshell"]
    ordering = ["title", "pk"]
    fields = ["title", "slug", "status", "draft_state", "review_due"]
    readonly_fields = ["title", "status", "draft_state"]

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Authors are people, whom administrators look after."""
        return [CaseAuthorInline] if request.user.is_superuser else []

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
