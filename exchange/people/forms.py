from typing import Any

from allauth.account.forms import SignupForm as AllauthSignupForm
from django import forms
from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from exchange.forms import TitleField
from exchange.people import places
from exchange.people.actions.accounts import complete_account
from exchange.people.actions.consents import WORDINGS
from exchange.people.models import ConsentPurpose, Organisation, User


def place_choices() -> list[tuple[str, str]]:
    return [("", str(_("None, or not listed"))), *places.choices()]


class ProfileFields(forms.Form):
    """How a member appears to others."""

    display_name = TitleField(label=_("Your name"), max_length=80, help_text=_("As others will see it."))
    role_line = TitleField(
        label=_("Your role"), max_length=120, required=False, help_text=_("For example: Urban safety officer")
    )
    organisation = TitleField(label=_("Organisation"), max_length=160, required=False)
    municipality_code = forms.ChoiceField(label=_("Municipality"), choices=place_choices, required=False)

    def profile(self) -> dict[str, Any]:
        """The cleaned values, as ``change_profile`` takes them."""
        name = self.cleaned_data["organisation"]
        organisation = None
        if name:
            organisation, _created = Organisation.objects.get_or_create(
                slug=slugify(name)[:80] or "organisation", defaults={"name": name}
            )
        return {
            "display_name": self.cleaned_data["display_name"],
            "role_line": self.cleaned_data["role_line"],
            "organisation": organisation,
            "municipality_code": self.cleaned_data["municipality_code"],
        }


class ConsentFields(forms.Form):
    """One tick for each purpose, in the words that are kept as proof."""

    take_part = forms.BooleanField(
        label=WORDINGS[ConsentPurpose.TAKE_PART],
        error_messages={"required": _("To take part, please agree that what you write is kept.")},
    )
    be_quoted = forms.BooleanField(label=WORDINGS[ConsentPurpose.BE_QUOTED], required=False)
    be_named = forms.BooleanField(label=WORDINGS[ConsentPurpose.BE_NAMED], required=False)

    def consents(self) -> dict[str, bool]:
        return {
            purpose: self.cleaned_data[purpose] for purpose in ConsentPurpose.values if purpose in self.fields
        }


class SignupForm(ProfileFields, ConsentFields, AllauthSignupForm):
    is_adult = forms.BooleanField(
        label=_("I am 18 or older"),
        error_messages={
            "required": _(
                "Accounts are for people of 18 and older. Younger people may take part through an adult "
                "who is responsible for them."
            )
        },
    )

    field_order = [
        "display_name",
        "email",
        "password1",
        "role_line",
        "organisation",
        "municipality_code",
        "take_part",
        "be_quoted",
        "be_named",
        "is_adult",
    ]

    def save(self, request: HttpRequest) -> User | None:
        """Allauth makes the account (none if the address is taken); we complete it."""
        user = super().save(request)
        if user is not None:
            complete_account(user=user, consents=self.consents(), **self.profile())
        return user


class ProfileForm(ProfileFields):
    """The same fields for changing them later."""
