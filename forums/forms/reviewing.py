from django import forms
from django.utils.translation import gettext_lazy as _

from exchange.forms import TitleField, WordsField, textarea
from forums.actions.commenting import COMMENT_LENGTH, SETTLEMENT_LENGTH
from forums.actions.quotations import QUOTATION_LENGTH
from forums.actions.reviewing import NOTE_LENGTH


class CommentForm(forms.Form):
    text = WordsField(label=_("Comment"), max_length=COMMENT_LENGTH, widget=textarea(2))


class DisputeForm(forms.Form):
    text = WordsField(
        label=_("What is wrong with how your words are used?"),
        max_length=COMMENT_LENGTH,
        widget=textarea(3),
        help_text=_("The summary is not approved before a facilitator has answered you."),
    )


class SettleForm(forms.Form):
    settlement = WordsField(
        label=_("How it was settled"), max_length=SETTLEMENT_LENGTH, required=False, widget=textarea(2)
    )


class CorrectForm(forms.Form):
    note = TitleField(
        label=_("What does the new version correct?"),
        max_length=NOTE_LENGTH,
        help_text=_("One sentence. Readers of every version see it."),
    )


class ShortenForm(forms.Form):
    shortened = WordsField(
        label=_("As printed"),
        max_length=QUOTATION_LENGTH,
        required=False,
        widget=textarea(3),
        help_text=_("[…] for words left out, [words] for what you put in; the rest stays as it was said."),
    )
