from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.models import Theme
from exchange.forms import TitleField, WordsField, textarea
from exchange.people.models import Network, Room, User
from forums.actions.posts import POST_LENGTH
from forums.actions.threads import TITLE_LENGTH, may_announce, theme_of
from forums.models import ThreadKind

SIGNS = _("You can use **strong words**, *emphasis*, - lists, > quotes and [links](https://example.org).")


class PostForm(forms.Form):
    text = WordsField(
        label=_("Your post"),
        max_length=POST_LENGTH,
        widget=textarea(6, **{"data-keep": "post"}),
        help_text=SIGNS,
        error_messages={"required": _("Please write something first.")},
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False)


class EditForm(PostForm):
    seen_revision = forms.IntegerField(widget=forms.HiddenInput)


class ThreadForm(PostForm):
    title = TitleField(
        label=_("Title"),
        max_length=TITLE_LENGTH,
        error_messages={
            "required": _("Please give the thread a title, so that others can tell what it is about.")
        },
    )
    kind = forms.ChoiceField(label=_("What is it?"), required=False)
    tags = TitleField(
        label=_("Tags"),
        required=False,
        help_text=_("Up to five words by which people will look for it, with commas between them."),
        widget=forms.TextInput(attrs={"list": "known-tags", "autocomplete": "off"}),
        max_length=250,
    )
    room = forms.ModelChoiceField(
        label=_("Room"), queryset=Room.objects.none(), required=False, empty_label=_("The network's board")
    )
    theme = forms.ModelChoiceField(
        label=_("Theme"), queryset=Theme.objects.order_by("order"), required=False, empty_label=_("None")
    )

    field_order = ["kind", "title", "text", "room", "theme", "tags", "client_id"]

    def __init__(self, *args: Any, subject: models.Model, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        network = subject if isinstance(subject, Network) else None
        kinds = [ThreadKind.DISCUSSION, ThreadKind.QUESTION, ThreadKind.TRIED]
        if may_announce(user, network):
            kinds.append(ThreadKind.ANNOUNCEMENT)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]
        self.fields["kind"].is_conditional = True  # type: ignore[attr-defined]  # one is always chosen
        rooms = Room.objects.read_by(user).filter(network=network) if network else Room.objects.none()
        self.fields["room"].queryset = rooms.order_by("name", "pk")  # type: ignore[attr-defined]
        if not network or not rooms.exists():
            del self.fields["room"]
        if theme_of(subject):
            del self.fields["theme"]

    def opening(self) -> dict[str, Any]:
        """What ``open_thread`` takes of this form, besides who and where."""
        said = self.cleaned_data
        return {
            "title": said["title"],
            "text": said["text"],
            "kind": ThreadKind(said["kind"] or ThreadKind.DISCUSSION),
            "room": said.get("room"),
            "theme": said.get("theme"),
            "tags": said["tags"].split(","),
        }
