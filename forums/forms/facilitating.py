"""What facilitators fill in."""

import re
from typing import Any

from django import forms
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from exchange.forms import TitleField, WordsField, textarea
from forums.actions.facilitating.acts import REASON_LENGTH
from forums.actions.facilitating.outcomes import CLOSING_NOTE_LENGTH
from forums.actions.moderation.flags import FLAG_LENGTH
from forums.actions.posts import POST_LENGTH
from forums.actions.threads import TITLE_LENGTH
from forums.models import FlagReason

SITE, EVERYWHERE = "site", _("The whole site")
SPANS = {"1": _("One day"), "7": _("A week"), "30": _("A month"), "": _("Until it is lifted")}
SUBJECTS = {"case_study": "case-study", "engagement": "engagement", "conversation": "conversation"}


def reason_field(*, is_needed: bool = True) -> TitleField:
    return TitleField(
        label=_("Reason"),
        required=is_needed,
        max_length=REASON_LENGTH,
        help_text=_("It stands in the log; whoever it concerns reads it."),
        error_messages={"required": _("Please say why.")},
    )


class ReasonForm(forms.Form):
    reason = reason_field()


class MaybeReasonForm(forms.Form):
    reason = reason_field(is_needed=False)


class BareForm(forms.Form):
    """A button is all there is."""


class RenameForm(MaybeReasonForm):
    title = TitleField(label=_("New title"), max_length=TITLE_LENGTH)
    field_order = ["title", "reason"]


class SplitForm(ReasonForm):
    title = TitleField(label=_("Title of the new thread"), max_length=TITLE_LENGTH)
    field_order = ["title", "reason"]


class MergeForm(ReasonForm):
    into = forms.CharField(
        label=_("Into which thread"),
        help_text=_("Its address, or the number in its address."),
        max_length=500,
    )
    field_order = ["into", "reason"]

    def clean_into(self) -> int:
        found = re.search(r"(?:/threads/|^)(\d{1,9})(?:/|$)", self.cleaned_data["into"].strip(), re.ASCII)
        if not found:
            raise forms.ValidationError(_("Please paste the address of a thread."))
        return int(found[1])


class MoveForm(ReasonForm):
    """Where to, as the address of a page: every place where threads stand has one."""

    to = forms.CharField(
        label=_("Where to"),
        max_length=500,
        help_text=_("The address of a case study, an engagement, a conversation, a network or a room."),
    )
    field_order = ["to", "reason"]

    def clean_to(self) -> tuple[str, str, str]:
        """The kind of the subject, its slug, and the room's."""
        path = re.sub(r"^https?://[^/]+", "", self.cleaned_data["to"].strip())
        try:
            found: Any = resolve(path if path.endswith("/") else f"{path}/")
        except Resolver404 as error:
            raise forms.ValidationError(_("There is no such page here.")) from error
        slug = str(found.kwargs.get("slug", ""))
        if found.url_name in SUBJECTS:
            return SUBJECTS[found.url_name], slug, ""
        if found.url_name in {"network", "network_room"}:
            return "network", slug, str(found.kwargs.get("room_slug", ""))
        raise forms.ValidationError(_("Threads do not stand on that page."))


class ClosingNoteForm(forms.Form):
    text = WordsField(
        label=_("Where we got to"),
        required=False,
        max_length=CLOSING_NOTE_LENGTH,
        widget=textarea(5),
        help_text=_("It stands on top of the thread. Leave it empty to take it away."),
    )


class PromptForm(forms.Form):
    text = WordsField(
        label=_("A question that carries the thread on"), max_length=POST_LENGTH, widget=textarea(4)
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False)


class WordsForm(ReasonForm):
    """Somebody else's words, changed."""

    text = WordsField(label=_("The post"), max_length=POST_LENGTH, widget=textarea(6))
    seen_revision = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ["text", "reason", "seen_revision"]


class FlagForm(forms.Form):
    reason = forms.ChoiceField(label=_("What is wrong"), choices=FlagReason.choices, widget=forms.RadioSelect)
    words = WordsField(label=_("In your words"), required=False, max_length=FLAG_LENGTH, widget=textarea(3))


class SuspendForm(ReasonForm):
    """For how long, and where: the places are those that whoever suspends looks after."""

    where = forms.ChoiceField(label=_("Where"))
    days = forms.ChoiceField(label=_("For how long"), choices=list(SPANS.items()), required=False)
    field_order = ["where", "days", "reason"]

    def __init__(self, *args: Any, places: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["where"].choices = places  # type: ignore[attr-defined]
