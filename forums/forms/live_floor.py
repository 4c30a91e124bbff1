"""Forms of the agenda, of minutes and captions, and of the recording."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casestudies.models import CaseStudy
from exchange.forms import TitleField, WordsField, textarea
from forums.models import MINUTE_LENGTH, AgendaItem, LiveSession, Minute, Participant
from forums.queries import case_studies_to_ask_about

PASTED_LENGTH = 400_000


def moment_input(**attributes: str) -> forms.DateTimeInput:
    attrs = {"type": "datetime-local", "step": "1", **attributes}
    return forms.DateTimeInput(attrs=attrs, format="%Y-%m-%dT%H:%M:%S")


class AgendaItemForm(forms.Form):
    title = TitleField(label=_("Title"), max_length=160)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=600, initial=10)
    case_study = forms.ModelChoiceField(
        label=_("Case study"), queryset=CaseStudy.objects.none(), required=False, empty_label=_("None")
    )
    presenter = TitleField(
        label=_("Presenter"),
        max_length=120,
        required=False,
        help_text=_("The room sees this name. Only who agreed."),
    )

    def __init__(
        self, *args: Any, session: LiveSession, item: AgendaItem | None = None, **kwargs: Any
    ) -> None:
        if item:
            who = item.presenter.name if item.presenter and not item.presenter.is_removed else ""
            kwargs.setdefault("auto_id", f"id_{item.pk}_%s")
            kwargs["initial"] = {
                "title": item.title,
                "minutes": item.minutes,
                "case_study": item.case_study_id,
                "presenter": who,
            }
        super().__init__(*args, **kwargs)
        if session.is_chatham_house:
            del self.fields["presenter"]
        self.fields["case_study"].queryset = case_studies_to_ask_about(session)  # type: ignore[attr-defined]


class MinuteForm(forms.Form):
    text = WordsField(
        label=_("What was said"),
        max_length=MINUTE_LENGTH,
        widget=textarea(3),
        error_messages={"required": _("Please write something first.")},
    )
    agenda_item = forms.ModelChoiceField(
        label=_("Part of the agenda"),
        queryset=AgendaItem.objects.none(),
        required=False,
        empty_label=_("What is on now"),
    )

    def __init__(self, *args: Any, session: LiveSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = session.agenda_items.filter(is_removed=False).order_by("position", "pk")
        if items:
            self.fields["agenda_item"].queryset = items  # type: ignore[attr-defined]
        else:
            del self.fields["agenda_item"]


class CorrectionForm(MinuteForm):
    at = forms.TimeField(
        label=_("Time"),
        widget=forms.TimeInput(attrs={"type": "time", "step": "1"}, format="%H:%M:%S"),
        help_text=_("South African time. Minutes stand in the order of their times."),
    )
    seen_revision = forms.IntegerField(widget=forms.HiddenInput)

    field_order = ["text", "at", "agenda_item", "seen_revision"]

    def __init__(self, *args: Any, minute: Minute, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"id_{minute.pk}_%s")
        kwargs["initial"] = {
            "text": minute.text,
            "at": timezone.localtime(minute.noted_at).time().replace(microsecond=0),
            "agenda_item": minute.agenda_item_id,
            "seen_revision": minute.revision,
        }
        super().__init__(*args, session=minute.session, **kwargs)
        if "agenda_item" in self.fields:
            self.fields["agenda_item"].empty_label = _("None")  # type: ignore[attr-defined]


class PasteForm(forms.Form):
    captions = WordsField(
        label=_("Captions"),
        max_length=PASTED_LENGTH,
        widget=textarea(6),
        help_text=_(
            "A WebVTT block, or plain text with a line for each caption. “Name: words” says who speaks."
        ),
        error_messages={"required": _("Paste the text of the captions first.")},
    )
    begins_at = forms.DateTimeField(
        label=_("They begin at"),
        required=False,
        widget=moment_input(),
        help_text=_(
            "South African time. Left empty: when the recording begins, else when the session opened."
        ),
    )


class RecordingForm(forms.Form):
    recording_url = forms.URLField(
        label=_("Link of the recording"), max_length=500, required=False, assume_scheme="https"
    )
    recording_starts_at = forms.DateTimeField(
        label=_("It begins at"),
        required=False,
        widget=moment_input(),
        help_text=_("South African time, to the second if you know it."),
    )

    def __init__(self, *args: Any, session: LiveSession, **kwargs: Any) -> None:
        begins = session.recording_starts_at
        kwargs["initial"] = {
            "recording_url": session.recording_url,
            "recording_starts_at": begins and timezone.localtime(begins),
        }
        super().__init__(*args, **kwargs)


class ClockForm(forms.Form):
    seconds = forms.IntegerField(
        label=_("Seconds"),
        help_text=_("By how much it began later than told. A number below zero: earlier."),
    )


class PersonForm(forms.Form):
    """Somebody who takes part, chosen from some of them; nobody too, where that is offered."""

    participant = forms.ModelChoiceField(label=_("Who"), queryset=Participant.objects.none())

    def __init__(self, *args: Any, people: list[Participant], nobody: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = Participant.objects.filter(pk__in=[person.pk for person in people])
        field = self.fields["participant"]
        field.queryset = chosen.select_related("user")  # type: ignore[attr-defined]
        field.required = not nobody
        if nobody:
            field.empty_label = nobody  # type: ignore[attr-defined]
