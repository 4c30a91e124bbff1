"""Whose voices are in the files of a meeting."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forums.actions.live.captions import label_of
from forums.imports.meetings.same_person import likeliest
from forums.models import ConversationParticipant

MOST_VOICES = 200


class VoicesForm(forms.Form):
    """Once for each name: what was chosen is remembered, and a name that is like somebody's is suggested."""

    one_may_have_two = forms.BooleanField(
        label=_("One person may have two names here"),
        help_text=_("For who came in again under another name."),
        required=False,
    )

    def __init__(
        self, data: Any = None, *, names: Sequence[str], people: Sequence[ConversationParticipant]
    ) -> None:
        self.names = {_field_of(name): name for name in list(names)[:MOST_VOICES]}
        self.people = {person.pk: person for person in people}
        is_sent = data is not None and any(key.startswith("voice-") for key in data)
        super().__init__(data.dict() if is_sent else None, prefix="voice", label_suffix="")
        remembered = {label: person.pk for person in people for label in person.voices}
        calls = [person.name for person in people]
        for field, name in self.names.items():
            place = likeliest(name, calls)
            suggested = None if place is None else people[place].pk
            self.fields[field] = forms.TypedChoiceField(
                label=name,
                choices=[("", _("Nobody here")), *((pk, one.name) for pk, one in self.people.items())],
                coerce=int,
                empty_value=None,
                required=False,
                initial=remembered.get(label_of(name), suggested),
            )
            self.fields[field].is_conditional = True  # type: ignore[attr-defined] # nobody is an answer too
            if is_sent and f"voice-{field}" not in data:  # of a file that was added since
                self.data = dict(self.data) | {f"voice-{field}": self.fields[field].initial or ""}
        self.order_fields([*self.names, "one_may_have_two"])

    @property
    def chosen(self) -> dict[str, ConversationParticipant | None]:
        """Needs a valid form."""
        return {name: self.people.get(self.cleaned_data[field]) for field, name in self.names.items()}


def _field_of(name: str) -> str:
    """The same for a name whichever files are beside it."""
    return sha256(name.encode(errors="replace")).hexdigest()[:16]
