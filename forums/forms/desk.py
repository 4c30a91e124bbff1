"""What facilitators type at the desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from exchange.forms import TitleField, WordsField, textarea
from forums.actions.live.entering import NAME_LENGTH
from forums.models import QUESTION_LENGTH, HeardIn, LiveSession
from forums.queries import case_studies_to_ask_about
from forums.queries.desk import presenters_of


class EnterForm(forms.Form):
    """A question that was asked aloud, or in the chat of the meeting."""

    text = WordsField(
        label=_("The question"),
        max_length=QUESTION_LENGTH,
        widget=textarea(3),
        error_messages={
            "required": _("Please write the question first."),
            "max_length": _("A question can have %(limit_value)d characters; this one has %(show_value)d."),
        },
    )
    heard_in = forms.ChoiceField(
        label=_("Where it was asked"),
        choices=[(HeardIn.ALOUD, HeardIn.ALOUD.label), (HeardIn.CHAT, HeardIn.CHAT.label)],
        widget=forms.RadioSelect,
        initial=HeardIn.ALOUD,
    )
    name = TitleField(
        label=_("Who asked"),
        max_length=NAME_LENGTH,
        required=False,
        help_text=_("The room sees it, as it did in the meeting. The record never names them."),
    )
    waits = forms.BooleanField(label=_("Let it wait with the others first"), required=False)
    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, session: LiveSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if session.is_chatham_house:
            del self.fields["name"]
        lanes = case_studies_to_ask_about(session)
        if lanes:
            self.fields["case_study"] = forms.ModelChoiceField(
                label=_("About"), queryset=lanes, required=False, empty_label=_("The session as a whole")
            )
        if presenters := presenters_of(session):
            self.fields["presenter"] = forms.TypedChoiceField(
                label=_("For"),
                required=False,
                choices=[("", _("Nobody in particular")), *((row.pk, row.name) for row in presenters)],
                coerce=lambda pk: next(row for row in presenters if row.pk == int(pk)),
                empty_value=None,
            )


class DeskEditForm(forms.Form):
    text = WordsField(
        label=_("The question"),
        max_length=QUESTION_LENGTH,
        widget=textarea(3),
        error_messages={
            "required": _("A question needs words. To take it out of the room, hide it."),
            "max_length": _("A question can have %(limit_value)d characters; this one has %(show_value)d."),
        },
    )
