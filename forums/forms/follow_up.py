"""Who answers a question that a session left open, and by when."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.people.models import User
from forums.actions.live.follow_up import default_due
from forums.models import Question

FORM_ID = "follow-up"  # the fields stand beside forms of replies, so they name the form that sends them


class FollowUpForm(forms.Form):
    """One question's row; its fields are named after the question, so that a page sends all at once."""

    owner = forms.TypedChoiceField(label=_("Who answers"), required=False, empty_value=None)
    due_on = forms.DateField(
        label=_("By when"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, question: Question, people: list[User], **kwargs: Any) -> None:
        kwargs["prefix"] = question.public_id
        kwargs["initial"] = {
            "owner": str(question.owner_id or ""),
            "due_on": question.due_on or default_due(timezone.localdate()),
        }
        super().__init__(*args, **kwargs)
        self.question = question
        still = [question.owner] if question.owner and question.owner not in people else []
        by_pk = {str(person.pk): person for person in [*people, *still]}
        for field in self.fields.values():
            field.widget.attrs["form"] = FORM_ID
        owner = self.fields["owner"]
        owner.choices = [("", _("Nobody yet")), *((pk, str(row)) for pk, row in by_pk.items())]  # type: ignore[attr-defined]
        owner.coerce = by_pk.get  # type: ignore[attr-defined]
