"""What it takes to begin: a title, a theme, and where."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casestudies.content import FIELDS_BY_KEY, PlaceRole
from casestudies.forms.boxes import box_for
from casestudies.queries import offers_for
from exchange.forms import TitleField
from exchange.people.models import User

TITLE, THEME, PLACES = FIELDS_BY_KEY["title"], FIELDS_BY_KEY["theme"], FIELDS_BY_KEY["places"]


class StartForm(forms.Form):
    """The theme is needed: every list of drafts stands under it. The place may follow."""

    def __init__(self, *args: Any, by: User, **options: Any) -> None:
        super().__init__(*args, **options)
        offers = offers_for([THEME, PLACES], {})
        self.fields["title"] = TitleField(
            label=TITLE.label,
            help_text=TITLE.help,
            max_length=TITLE.max_length,
            error_messages={"required": _("Please give it a title; you can change it at any time.")},
        )
        theme = self.fields["theme"] = box_for(THEME, offers)
        theme.required = True
        theme.error_messages["required"] = _("Please choose a theme.")
        municipality, role = PLACES.columns
        self.fields["municipality"] = box_for(municipality, offers)
        self.fields["municipality"].initial = by.municipality_code
        self.fields["role"] = box_for(role, offers)
        self.fields["role"].initial = PlaceRole.LEAD

    def content(self) -> dict[str, Any]:
        """What is known from the beginning, beside title and theme."""
        place = {key: self.cleaned_data[key] for key in ("municipality", "role")}
        return {"places": [place] if place["municipality"] else []}
