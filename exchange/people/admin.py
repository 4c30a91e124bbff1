from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.actions.appointments import appoint_facilitator, without_facilitator
from exchange.people.actions.closing import close_account
from exchange.people.models import Consent, Network, NetworkAccess, Organisation, User


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

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """Nothing that hangs on an account keeps it from being closed: what others need stays, nameless."""
        rows, counts, _missing, _protected = super().get_deleted_objects(objs, request)
        return rows, counts, set(), []

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        close_account(user=obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset.order_by("pk"):
            close_account(user=user)


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


class AppointmentForm(forms.ModelForm):
    """Give a network a facilitator. It is done while the form is checked, so that a refusal stands in it."""

    by: User
    email = forms.EmailField(label=_("E-mail address of the member who is to facilitate it"))
    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("All members of the network read it.")
    )

    class Meta:
        model = Network
        fields: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors:
            try:
                appoint_facilitator(
                    network=self.instance, email=said["email"], by=self.by, reason=said["reason"]
                )
            except ActionError as refused:
                raise ValidationError(str(refused.message)) from None
        return said


@admin.register(Network)
class NetworkAdmin(admin.ModelAdmin):
    """Networks that need a facilitator. A private one shows here only while it has none, and by name alone:
    what is written in it an administrator does not read."""

    list_display = ["name", "access", "needs_a_facilitator"]
    ordering = ["name", "pk"]
    form = AppointmentForm
    fields = ["name", "email", "reason"]
    readonly_fields = ["name"]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Network]":
        needing = Q(pk__in=without_facilitator().values("pk"))
        return super().get_queryset(request).filter(needing | ~Q(access=NetworkAccess.PRIVATE))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:
        made = super().get_form(request, obj, change, **options)
        made.by = request.user  # type: ignore[attr-defined]
        return made

    @admin.display(boolean=True, description=_("needs a facilitator"))
    def needs_a_facilitator(self, network: Network) -> bool:
        return without_facilitator().filter(pk=network.pk).exists()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # it holds what many people wrote
