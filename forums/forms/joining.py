"""Joining a live session, and changing later what one said then."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from exchange.forms import TitleField
from exchange.people import places
from exchange.people.actions.consents import WORDINGS
from exchange.people.forms import ConsentFields
from exchange.people.models import ConsentPurpose, User
from exchange.search.fold import fold
from forums.models import LiveSession, Terms


class PlaceField(TitleField):
    """A municipality by its name, with a list to choose from; its value is the code, or nothing."""

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value)
        if not typed:
            return ""
        near = _called(typed)
        if len(near) != 1:
            raise ValidationError(
                _("No single municipality is called “%(typed)s”. Please choose one from the list, or none."),
                params={"typed": typed},
            )
        return near[0]

    def prepare_value(self, value: Any) -> Any:
        return places.label(value) or value if isinstance(value, str) else value


def _called(typed: str) -> list[str]:
    """The codes of the municipalities that somebody may mean: by code or label, else by the words typed."""
    known = places.choices()
    exact = [code for code, label in known if typed in {code, label}]
    if exact:
        return exact
    words = set(fold(typed).split())
    holding = [(code, label) for code, label in known if words and words <= set(fold(label).split())]
    named = [code for code, label in holding if fold(label.split(",")[0]) == fold(typed)]
    begun = [code for code, label in known if words and fold(label).startswith(fold(typed))]
    return named or [code for code, _label in holding] or begun


class JoinForm(ConsentFields):
    """As a member, or as a guest by name or anonymous to the room; each consent is asked once, here."""

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
    municipality = PlaceField(
        label=_("Municipality"),
        required=False,
        help_text=_("Brings forward places that were not heard yet. The room sees it beside your name."),
        widget=forms.TextInput(attrs={"list": "municipalities", "autocomplete": "off"}),
    )
    be_recorded = forms.BooleanField(label=WORDINGS[ConsentPurpose.BE_RECORDED], required=False)
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_(
            "Only to hear that your question was answered. No page shows it; we delete it once we told you, "
            "and at the latest after 60 days."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    field_order = [
        "client_id",
        "guest_name",
        "shown_as",
        "municipality",
        "take_part",
        "be_recorded",
        "be_quoted",
        "be_named",
        "email",
    ]

    def __init__(self, *args: Any, session: LiveSession, user: User | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if user:
            del self.fields["guest_name"], self.fields["email"]
            self.fields["municipality"].initial = user.municipality_code
        if not session.allows_anonymous:
            del self.fields["shown_as"]
        if session.terms != Terms.ATTRIBUTED:
            del self.fields["be_named"]
        self.names_nobody = session.is_chatham_house
        if self.names_nobody:
            for name in {"guest_name", "shown_as", "municipality"} & set(self.fields):
                del self.fields[name]

    @property
    def is_anonymous(self) -> bool:
        return self.names_nobody or self.cleaned_data.get("shown_as") == self.ANONYMOUS

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        is_nameless = not cleaned.get("guest_name") and not self.has_error("guest_name")
        if not self.user and not self.is_anonymous and is_nameless:
            self.add_error("guest_name", _("Please give a name, or choose to appear anonymously."))
        return cleaned

    def answers(self) -> dict[str, Any]:
        """The cleaned values, as ``join_session`` and ``change_participation`` take them."""
        return {
            "guest_name": self.cleaned_data.get("guest_name", ""),
            "is_anonymous": self.is_anonymous,
            "municipality_code": self.cleaned_data.get("municipality", ""),
            "consents": self.consents(),
        }


class YourPartForm(JoinForm):
    """The same, later. An address that was left is not shown; it is kept unless it is taken away."""

    forget_email = forms.BooleanField(label=_("Delete the e-mail address that I left"), required=False)
    field_order = [*JoinForm.field_order, "forget_email"]

    def __init__(self, *args: Any, has_contact: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["client_id"]
        if not has_contact:
            del self.fields["forget_email"]
