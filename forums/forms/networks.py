from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from exchange.forms import TitleField, WordsField, textarea
from exchange.people.models import NetworkAccess


class NetworkForm(forms.Form):
    name = TitleField(
        label=_("Name"), max_length=120, error_messages={"required": _("Please give the network a name.")}
    )
    purpose = WordsField(
        label=_("What it is for"),
        max_length=1000,
        widget=textarea(4),
        help_text=_("Who it is for, and what they do here together."),
        error_messages={"required": _("Please say in a sentence what the network is for.")},
    )
    access = forms.ChoiceField(
        label=_("Who reads it"),
        choices=NetworkAccess.choices,
        initial=NetworkAccess.BY_REQUEST,
        widget=forms.RadioSelect,
    )
    held_posts = forms.IntegerField(
        label=_("How many first posts of a new member wait for a facilitator"),
        min_value=0,
        max_value=20,
        initial=0,
    )
    word_list = WordsField(
        label=_("Words that hold a post for a facilitator"),
        required=False,
        max_length=5000,
        widget=textarea(4),
        help_text=_("One a line."),
    )

    def settings(self) -> dict[str, Any]:
        """As ``start_network`` and ``change_network`` take them."""
        return {**self.cleaned_data, "access": NetworkAccess(self.cleaned_data["access"])}


class SettingsForm(NetworkForm):
    is_confirmed = forms.BooleanField(
        label=_("If this makes the network closer: yes, from now on only members read what was written here"),
        required=False,
    )


class AskForm(forms.Form):
    words = TitleField(
        label=_("Why you would like to join"),
        max_length=500,
        widget=textarea(3),
        help_text=_("The facilitators read this and decide."),
        error_messages={"required": _("Please write a sentence: the facilitators decide by it.")},
    )


class RoomForm(forms.Form):
    name = TitleField(
        label=_("Name"), max_length=80, error_messages={"required": _("Please give the room a name.")}
    )
    purpose = TitleField(label=_("What it is for"), max_length=300, required=False)
    is_private = forms.BooleanField(
        label=_("Only for members who were let in"),
        required=False,
        help_text=_("It hides at once all that was written in it, and stays private from then on."),
    )


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("We send a letter with a link that holds for two weeks and lets in one person."),
        error_messages={
            "required": _("Please give one e-mail address."),
            "invalid": _("Please give one e-mail address, such as name@example.org."),
        },
    )
