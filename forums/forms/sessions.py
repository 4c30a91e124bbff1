"""Planning a live session and setting it up, and the small forms of its desk."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.forms import TitleField, WordsField, textarea
from exchange.people.models import User
from forums.actions.live.blocking import REASON_LENGTH
from forums.actions.live.controls import SLOW_CHOICES
from forums.models import BACKSTAGE_LENGTH, Anonymity, LiveSession


class LinkField(forms.URLField):
    """An address on the web."""

    default_validators = [URLValidator(schemes=["http", "https"])]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", max_length=500, required=False, **kwargs)


class SessionForm(forms.Form):
    """What can be set of a session, before it and while it goes on."""

    title = TitleField(label=_("Title"), max_length=120)
    starts_at = forms.DateTimeField(
        label=_("Starts at"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("South African time"),
    )
    meeting_url = LinkField(
        label=_("Link of the meeting service"),
        help_text=_("Zoom, Teams, Jitsi: shown beside the session to those who joined it."),
    )
    is_moderated = forms.BooleanField(
        label=_("Questions wait until a facilitator lets them through"), required=False, initial=True
    )
    takes_early_questions = forms.BooleanField(
        label=_("Questions may be sent before it opens"), required=False, initial=True
    )
    allows_guests = forms.BooleanField(
        label=_("Guests may take part without an account"), required=False, initial=True
    )
    votes_by_members_only = forms.BooleanField(
        label=_("Only members' votes count"),
        required=False,
        help_text=_("Votes of guests are kept, and count again when this is taken back."),
    )
    allows_anonymous = forms.BooleanField(
        label=_("People may be anonymous to the room"), required=False, initial=True
    )
    anonymity = forms.ChoiceField(
        label=_("Who knows an anonymous person"),
        choices=Anonymity,
        widget=forms.RadioSelect,
        initial=Anonymity.NOBODY,
        required=False,
        help_text=_("People are told when they join."),
    )

    def clean_anonymity(self) -> str:
        return self.cleaned_data["anonymity"] or self.get_initial_for_field(
            self.fields["anonymity"], "anonymity"
        )

    @classmethod
    def of(cls, session: LiveSession, data: Any = None) -> "SessionForm":
        initial = {name: getattr(session, name) for name in cls.base_fields}
        initial["starts_at"] = timezone.localtime(session.starts_at)
        return cls(data, initial=initial)


class ScheduleForm(SessionForm):
    is_rehearsal = forms.BooleanField(
        label=_("This is a rehearsal"),
        required=False,
        help_text=_(
            "It behaves as a session does, is reached by its link or code alone, and leaves no trace."
        ),
    )


class SettingsForm(SessionForm):
    """The same, and where the recording is once there is one."""

    recording_url = LinkField(label=_("Link of the recording"))

    field_order = ["title", "starts_at", "meeting_url", "recording_url"]


class CopyForm(forms.Form):
    """The title and the time of a real session after its rehearsal."""

    title = TitleField(label=_("Title"), max_length=120)
    starts_at = SessionForm.base_fields["starts_at"]


class DeskForm(forms.Form):
    """One of several forms of a page: the ids of its boxes begin with its name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": f"{type(self).__name__.lower()}-%s", **kwargs})


class SlowForm(DeskForm):
    seconds = forms.TypedChoiceField(
        label=_("Each person asks"),
        coerce=int,
        choices=[
            (SLOW_CHOICES[0], _("as often as they like")),
            (SLOW_CHOICES[1], _("once in half a minute")),
            (SLOW_CHOICES[2], _("once a minute")),
            (SLOW_CHOICES[3], _("once in two minutes")),
            (SLOW_CHOICES[4], _("once in five minutes")),
        ],
    )


class BlockForm(forms.Form):
    reason = TitleField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        error_messages={"required": _("Please give a reason: your colleagues read it.")},
    )


class BackstageForm(DeskForm):
    text = WordsField(
        label=_("Message to the other facilitators"),
        max_length=BACKSTAGE_LENGTH,
        widget=textarea(2),
        error_messages={"required": _("Please write a message first.")},
    )


class HandoverForm(forms.Form):
    colleague = forms.ModelChoiceField(label=_("To"), queryset=User.objects.none())

    def __init__(self, *args: Any, colleagues: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["colleague"]
        field.queryset = User.objects.filter(pk__in=[user.pk for user in colleagues])
        field.label_from_instance = lambda user: user.display_name
