from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casestudies.content.fields import Language
from exchange.forms import TitleField, WordsField, textarea
from forums.models import ANSWER_LENGTH, QUESTION_LENGTH, LiveSession
from forums.queries import case_studies_to_ask_about


class AskForm(forms.Form):
    """A question, and to whom it goes. ``language`` is what its asker wrote in last."""

    text = WordsField(
        label=_("Your question"),
        max_length=QUESTION_LENGTH,
        widget=textarea(3, **{"data-keep": "question"}),
        error_messages={
            "required": _("Please write your question first."),
            "max_length": _("A question can have %(limit_value)d characters; yours has %(show_value)d."),
        },
    )
    language = forms.ChoiceField(
        label=_("Language of your question"),
        choices=[("", _("Not said")), *Language.choices],
        required=False,
        help_text=_(
            "Do you use South African Sign Language? Sign your question in the meeting; the facilitator "
            "enters it here for you."
        ),
    )
    is_anonymous = forms.BooleanField(label=_("Ask anonymously"), required=False)
    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        session: LiveSession,
        is_anonymous: bool = False,
        language: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = language
        lanes = case_studies_to_ask_about(session)
        if lanes.exists():
            self.fields["case_study"] = forms.ModelChoiceField(
                label=_("About"), queryset=lanes, required=False, empty_label=_("The session as a whole")
            )
        presenters = session.presenters.filter(is_removed=False)
        if presenters.exists():
            self.fields["presenter"] = forms.ModelChoiceField(
                label=_("To"), queryset=presenters, required=False, empty_label=_("Everybody")
            )
        if is_anonymous or not session.allows_anonymous:
            del self.fields["is_anonymous"]


class OwnWordsForm(forms.Form):
    """An asker's correction of their question, or what they add to it."""

    words = WordsField(label=_("Your question"), required=False)


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
        error_messages={
            "required": _("Please type the code that the session shows."),
            "max_length": _("A code has six signs. Please type the one that the session shows."),
        },
    )
