from django import forms
from django.utils.translation import gettext_lazy as _


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The address with which they log in here."),
        error_messages={"required": _("Please give an e-mail address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
