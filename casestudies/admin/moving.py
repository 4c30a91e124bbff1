from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from casestudies.actions.addresses import move_address

WEB_ADDRESSES: Any = {models.URLField: {"assume_scheme": "https"}}


class MovingAdmin(admin.ModelAdmin):
    """For objects with a page under their slug: a changed slug leaves a lasting redirect behind."""

    route = ""
    formfield_overrides = WEB_ADDRESSES

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not change or "slug" not in form.changed_data:
            return
        old_path = reverse(self.route, args=[form.initial["slug"]])
        new_path = reverse(self.route, args=[obj.slug])
        move_address(old_path=old_path, new_path=new_path)
        messages.info(
            request,
            _("The page moved. Its old address %(old)s leads to %(new)s from now on.")
            % {"old": old_path, "new": new_path},
        )

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field is not None and db_field.name == "slug":
            field.help_text = _("The last part of the page’s address: small letters, digits and hyphens.")
            field.error_messages["invalid"] = _(
                "Only letters, digits and hyphens can stand in an address: write “kheis” for “!Kheis”."
            )
        return field
