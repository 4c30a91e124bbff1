"""What other municipalities say to a lesson, as they type it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casestudies.actions.trials import LONGEST_REASON, LONGEST_REPORT
from casestudies.actions.wishes import LONGEST_MESSAGE
from casestudies.content import Direction, TrialDirection
from casestudies.models import Municipality
from exchange.forms import TitleField, WordsField, textarea
from exchange.people import places
from exchange.people.actions.consents import WORDINGS
from exchange.people.models import ConsentPurpose

CHOOSE = [("", _("Please choose"))]


def municipality_choices() -> list[tuple[str, Any]]:
    return [*CHOOSE, *places.choices()]


class PlaceForm(forms.Form):
    """Begins with where: the member's own municipality, unless they say otherwise."""

    municipality = forms.ChoiceField(
        label=_("Municipality"),
        choices=municipality_choices,
        error_messages={"required": _("Please say which municipality this is about.")},
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def clean_municipality(self) -> Municipality:
        return Municipality.objects.get(code=self.cleaned_data["municipality"])


class TrialForm(PlaceForm):
    tried_in = TitleField(
        label=_("When"),
        help_text=_("A year, or a year and a month: 2023, 2023-05, May 2023"),
        error_messages={"required": _("Please give a year, or a year and a month.")},
    )
    what_changed = WordsField(
        label=_("What you did, and what changed"),
        max_length=LONGEST_REPORT,
        widget=textarea(5),
        help_text=_("At most 2,000 characters. Please name no victims, and no suspects."),
        error_messages={"required": _("Please say in a sentence or two what you did, and what changed.")},
    )
    result = forms.ChoiceField(
        label=_("Did it work?"),
        choices=[*CHOOSE, *TrialDirection.choices],
        error_messages={"required": _("Please say whether it worked.")},
    )
    direction = forms.ChoiceField(
        label=_("Which way did things change?"),
        choices=[*CHOOSE, *Direction.choices],
        error_messages={"required": _("Please say which way things changed; “not measured” is an answer.")},
    )
    is_named = forms.BooleanField(label=WORDINGS[ConsentPurpose.BE_NAMED], required=False)

    field_order = ["municipality", "tried_in", "what_changed", "result", "direction", "is_named", "client_id"]


class WishForm(PlaceForm):
    message = WordsField(
        label=_("Your message to them"),
        max_length=LONGEST_MESSAGE,
        widget=textarea(4),
        help_text=_("What you have in mind, and what you would like to know. At most 2,000 characters."),
        error_messages={
            "required": _("Please write what you would like to do, and what you would like to know.")
        },
    )
    names_municipality = forms.BooleanField(
        label=_("The page may say that this municipality would like to try it."), required=False
    )

    field_order = ["municipality", "message", "names_municipality", "client_id"]


class AnswerForm(forms.Form):
    answer = WordsField(
        label=_("Your answer"),
        max_length=LONGEST_MESSAGE,
        widget=textarea(4),
        error_messages={"required": _("Please write an answer first.")},
    )


class TakeDownForm(forms.Form):
    reason = TitleField(
        label=_("Why it is taken down"),
        max_length=LONGEST_REASON,
        help_text=_("Its author will see this."),
        error_messages={"required": _("Please say why the report is taken down; its author will see it.")},
    )
