from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from exchange.forms import TitleField, WordsField, textarea
from exchange.people.forms import ConsentFields
from exchange.people.models import User
from forums.models import ANSWER_LENGTH, QUESTION_LENGTH, LiveSession
from forums.queries import case_studies_to_ask_about


class JoinForm(ConsentFields):
    """Joining as a member, or as a guest by name or anonymous to the room."""

    BY_NAME, ANONYMOUS = "name", "anonymous"

    guest_name = TitleField(
        is_conditional=True,
        label=_("Your name"),
        max_length=80,
        required=False,
        help_text=_("As the room will see it. Not needed if you appear anonymously."),
    )
    shown_as = forms.ChoiceField(
        label=_("In the room I appear"),
        choices=[(BY_NAME, _("with my name")), (ANONYMOUS, _("anonymously"))],
        widget=forms.RadioSelect,
        initial=BY_NAME,
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    field_order = ["client_id", "guest_name", "shown_as", "take_part", "be_quoted", "be_named"]

    def __init__(self, *args: Any, session: LiveSession, user: User | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if user:
            del self.fields["guest_name"]
        if not session.allows_anonymous:
            del self.fields["shown_as"]

    @property
    def is_anonymous(self) -> bool:
        return self.cleaned_data.get("shown_as") == self.ANONYMOUS

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        is_nameless = not cleaned.get("guest_name") and not self.has_error("guest_name")
        if not self.user and not self.is_anonymous and is_nameless:
            self.add_error("guest_name", _("Please give a name, or choose to appear anonymously."))
        return cleaned


class AskForm(forms.Form):
    text = WordsField(
        label=_("Your question"),
        max_length=QUESTION_LENGTH,
        widget=textarea(3, **{"data-keep": "question"}),
        error_messages={
            "required": _("Please write your question first."),
            "max_length": _("A question can have %(limit_value)d characters; yours has %(show_value)d."),
        },
    )
    is_anonymous = forms.BooleanField(label=_("Ask anonymously"), required=False)
    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, session: LiveSession, is_anonymous: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lanes = case_studies_to_ask_about(session)
        if lanes.exists():
            self.fields["case_study"] = forms.ModelChoiceField(
                label=_("About"), queryset=lanes, required=False, empty_label=_("The session as a whole")
            )
        if is_anonymous or not session.allows_anonymous:
            del self.fields["is_anonymous"]


class AnswerForm(forms.Form):
    answer = WordsField(
        label=_("Answer in words"), max_length=ANSWER_LENGTH, required=False, widget=textarea(4)
    )


class CodeForm(forms.Form):
    code = TitleField(
        label=_("Session code"),
        max_length=12,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "size": 8}
        ),
        error_messages={"required": _("Please type the code that the session shows.")},
    )


class ScheduleForm(forms.Form):
    title = TitleField(label=_("Title"), max_length=120)
    starts_at = forms.DateTimeField(
        label=_("Starts at"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("South African time"),
    )
    is_moderated = forms.BooleanField(
        label=_("Questions wait until a facilitator lets them through"), required=False, initial=True
    )
    allows_guests = forms.BooleanField(
        label=_("Guests may take part without an account"), required=False, initial=True
    )
    allows_anonymous = forms.BooleanField(
        label=_("People may be anonymous to the room"), required=False, initial=True
    )
