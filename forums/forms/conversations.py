"""Setting up a conversation, inviting people, taking part."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casestudies.models import Engagement, Theme
from exchange.forms import TitleField, WordsField, textarea
from exchange.people.models import User
from forums.actions.conversations.bylines import example_bylines
from forums.actions.conversations.setting_up import terms_that_remain
from forums.forms.joining import PlaceField
from forums.models import (
    CONSENT_DAYS,
    Conversation,
    ConversationFormat,
    ConversationPart,
    ConversationParticipant,
    HowHeld,
    ParticipantKind,
    Round,
    Silence,
    Terms,
)

AT = "%Y-%m-%dT%H:%M"


def terms_choices(among: list[Terms] | None = None) -> list[tuple[str, str]]:
    """Each of the terms with what a byline looks like under it."""
    examples = example_bylines()
    return [
        (
            terms.value,
            _("%(terms)s. For example: “%(byline)s”") % {"terms": terms.label, "byline": examples[terms]},
        )
        for terms in among or list(Terms)
    ]


def lines_of(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


class MomentField(forms.DateTimeField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=AT),
            **kwargs,
        )


class SettingsForm(forms.Form):
    """What can be set of a conversation, before it begins and while it goes on."""

    title = TitleField(label=_("Title"), max_length=120)
    theme = forms.ModelChoiceField(label=_("Theme"), queryset=Theme.objects.none())
    engagement = forms.ModelChoiceField(
        label=_("Engagement"),
        queryset=Engagement.objects.none(),
        required=False,
        empty_label=_("Not part of one"),
        help_text=_("Its page then shows this conversation."),
    )
    purpose = WordsField(
        label=_("What it is for"),
        max_length=2000,
        widget=textarea(4),
        help_text=_("Everybody reads this, also before the words are opened."),
    )
    hosts = TitleField(
        label=_("Hosts, as the page names them"),
        max_length=300,
        required=False,
        help_text=_("Under Chatham House nobody outside reads this line."),
    )
    held = forms.ChoiceField(
        label=_("How it is held"), choices=HowHeld, widget=forms.RadioSelect, initial=HowHeld.WRITTEN
    )
    starts_at = MomentField(label=_("Starts at"), help_text=_("South African time"))
    terms = forms.ChoiceField(
        label=_("How words may be used"),
        choices=terms_choices,
        widget=forms.RadioSelect,
        initial=Terms.ATTRIBUTED,
        help_text=_("Once something was said, these terms can be made stricter, never looser."),
    )
    allows_own_terms = forms.BooleanField(
        label=_("For a single contribution, people may choose stricter terms"), required=False, initial=True
    )
    silence = forms.ChoiceField(
        label=_("When somebody is asked whether their words may be quoted, and does not answer"),
        choices=Silence,
        widget=forms.RadioSelect,
        initial=Silence.DECLINES,
    )
    consent_days = forms.IntegerField(
        label=_("Days to answer"), min_value=3, max_value=90, initial=CONSENT_DAYS
    )

    def __init__(self, *args: Any, conversation: Conversation | None = None, **kwargs: Any) -> None:
        if conversation:
            initial = {name: getattr(conversation, name) for name in SettingsForm.base_fields}
            if conversation.starts_at:
                initial["starts_at"] = timezone.localtime(conversation.starts_at)
            kwargs["initial"] = {**initial, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["theme"].queryset = Theme.objects.order_by("order")
        fields["engagement"].queryset = Engagement.objects.order_by("title", "pk")
        if conversation:
            fields["terms"].choices = terms_choices(terms_that_remain(conversation))


class PrepareForm(SettingsForm):
    """The same, with the questions of the first rounds."""

    questions = WordsField(
        label=_("Guiding questions"),
        required=False,
        widget=textarea(5),
        help_text=_(
            "One on each line. With a format they take the place of its own questions, in this order."
        ),
    )
    tables = WordsField(
        label=_("Tables"),
        required=False,
        widget=textarea(3),
        help_text=_("One name on each line. Each table then has rounds of its own."),
    )
    field_order = ["title", "theme", "engagement", "purpose", "hosts", "questions", "tables"]

    def __init__(self, *args: Any, format: ConversationFormat | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_tables = format is None or format.has_tables
        if not self.has_tables:  # what was typed of them waits for another format
            self.fields["tables"].widget = forms.HiddenInput()

    @classmethod
    def typed_in(cls, data: Any) -> dict[str, Any]:
        """What somebody has typed so far, right or wrong, by its fields."""
        return {
            name: field.widget.value_from_datadict(data, {}, name) for name, field in cls.base_fields.items()
        }

    def clean_questions(self) -> list[str]:
        return lines_of(self.cleaned_data["questions"])

    def clean_tables(self) -> list[str]:
        tables = lines_of(self.cleaned_data["tables"]) if self.has_tables else []
        if any(len(table) > 60 for table in tables):
            raise ValidationError(_("The name of a table can have 60 characters."))
        return tables


class RoundForm(forms.Form):
    title = TitleField(label=_("Title"), max_length=120)
    prompt = WordsField(label=_("Guiding question"), max_length=2000, required=False, widget=textarea(3))
    instructions = WordsField(label=_("How it goes"), max_length=2000, required=False, widget=textarea(3))
    listeners = WordsField(label=_("What listeners do"), max_length=2000, required=False, widget=textarea(2))
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=1,
        max_value=600,
        required=False,
        help_text=_("For a gentle timer, where people are together. Leave it empty for a round over days."),
    )
    table = TitleField(
        label=_("Table"), max_length=60, required=False, help_text=_("Empty: everybody is together.")
    )
    opens_at = MomentField(label=_("Opens at"), help_text=_("It then opens by itself. Empty: you open it."))
    closes_at = MomentField(label=_("Closes at"))

    @classmethod
    def of(cls, round: Round | None, data: Any = None) -> "RoundForm":
        if round is None:
            return cls(data)
        initial = {name: getattr(round, name) for name in cls.base_fields}
        for name in ("opens_at", "closes_at"):
            if initial[name]:
                initial[name] = timezone.localtime(initial[name])
        return cls(data, initial=initial)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        opens, closes = data.get("opens_at"), data.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("A round closes after it has opened."))
        return data


class PersonForm(forms.Form):
    """What is known of a participant."""

    name = TitleField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), choices=ParticipantKind)
    affiliation = TitleField(label=_("Affiliation"), max_length=160, required=False)
    role = TitleField(label=_("Role"), max_length=120, required=False)
    municipality_code = PlaceField(
        label=_("Municipality"),
        required=False,
        widget=forms.TextInput(attrs={"list": "municipalities", "autocomplete": "off"}),
    )
    part = forms.ChoiceField(
        label=_("Part in it"), choices=ConversationPart, initial=ConversationPart.SPEAKER
    )
    table = TitleField(label=_("Table"), max_length=60, required=False)


class KnownPersonForm(PersonForm):
    """What is known of somebody who was invited; for who has no account, where letters go."""

    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_(
            "Where they are asked before their words are published. No page shows it; another one that you "
            "give takes its place."
        ),
    )

    @classmethod
    def of(cls, participant: ConversationParticipant, data: Any = None) -> "KnownPersonForm":
        form = cls(data, initial={name: getattr(participant, name) for name in PersonForm.base_fields})
        if participant.user_id:
            del form.fields["email"]
        return form

    def answers(self) -> dict[str, Any]:
        return {
            "fields": {name: self.cleaned_data[name] for name in PersonForm.base_fields},
            "email": self.cleaned_data.get("email", ""),
        }


class InviteForm(PersonForm):
    """A member by handle, or somebody by name; an address for their letter where there is one."""

    handle = TitleField(
        label=_("Member"),
        max_length=60,
        required=False,
        help_text=_(
            "Their handle, as in the address of their page. Leave it empty for somebody without an account."
        ),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("Their own link goes there. It works without an account. No page shows the address."),
    )
    field_order = ["handle", "name", "email"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = False
        self.fields["name"].help_text = _("Not needed for a member.")
        self.user: User | None = None

    def clean_handle(self) -> str:
        handle = self.cleaned_data["handle"].lstrip("@")
        if handle:
            self.user = User.objects.filter(handle__iexact=handle, is_active=True).first()
            if self.user is None:
                raise ValidationError(_("No member has this handle. You can find them below by name."))
        return handle

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.user and not data.get("name") and not self.errors:
            self.add_error("name", _("Please name a member, or give a name."))
        if not self.user and data.get("email"):
            self.user = User.objects.filter(email__iexact=data["email"], is_active=True).first()
        return data

    def answers(self) -> dict[str, Any]:
        data = {name: value for name, value in self.cleaned_data.items() if name != "handle"}
        return {**data, "user": self.user}


HOW_THEY_STAND = {
    Terms.ATTRIBUTED: _("with my name and affiliation"),
    Terms.ROLE: _("with my role and municipality"),
    Terms.CHATHAM_HOUSE: _("with nobody's name or place"),
}


class ContributeForm(forms.Form):
    """What somebody says in a round."""

    text = WordsField(
        label=_("Your words"),
        required=False,
        widget=textarea(5),
        help_text=_("You can speak them: the microphone of your phone's keyboard types for you."),
        error_messages={"required": _("Please write something first.")},
    )
    terms = forms.ChoiceField(label=_("These words stand"), required=False)
    sound = forms.FileField(
        label=_("Or a recording"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "audio/*"}),
        help_text=_("MP3, M4A, OGG, WebM or WAV, at most 12 MB. Its words can be typed later."),
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, conversation: Conversation, takes_sound: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.value, HOW_THEY_STAND[one]) for one in Terms if conversation.terms_of(one) == one]
        if conversation.allows_own_terms and len(choices) > 1:
            field: Any = self.fields["terms"]
            field.choices = choices
            self.initial.setdefault("terms", conversation.terms)
        else:
            del self.fields["terms"]
        if not takes_sound or conversation.terms != Terms.ATTRIBUTED:
            del self.fields["sound"]


class FormatForm(forms.Form):
    """A format of one's own: its rounds one after another, in plain lines."""

    name = TitleField(label=_("Name"), max_length=80)
    purpose = TitleField(label=_("What it is good for"), max_length=300, required=False)
    has_tables = forms.BooleanField(label=_("People sit at tables, each with a host"), required=False)
    harvest = WordsField(
        label=_("Harvest form"),
        required=False,
        widget=textarea(4),
        help_text=_("What is to be noted of each round: one heading on each line."),
    )


class FormatRoundForm(forms.Form):
    """A round of a format."""

    title = TitleField(label=_("Title"), max_length=120, required=False)
    prompt = WordsField(label=_("Guiding question"), max_length=2000, required=False, widget=textarea(2))
    instructions = WordsField(label=_("How it goes"), max_length=2000, required=False, widget=textarea(2))
    in_writing = WordsField(
        label=_("How it goes in writing, over days"),
        max_length=2000,
        required=False,
        widget=textarea(2),
        help_text=_("Takes the place of the line above there; minutes do not count then. Empty: the same."),
    )
    listeners = WordsField(label=_("What listeners do"), max_length=2000, required=False, widget=textarea(2))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=600, required=False)
    is_together = forms.BooleanField(label=_("All tables together"), required=False)


class NameForm(forms.Form):
    """A conversation's rounds kept as a format."""

    name = TitleField(label=_("Name of the format"), max_length=80)
