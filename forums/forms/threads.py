from django import forms
from django.utils.translation import gettext_lazy as _

from exchange.forms import TitleField, WordsField, textarea
from forums.actions.posts import POST_LENGTH
from forums.actions.threads import TITLE_LENGTH


class PostForm(forms.Form):
    text = WordsField(
        label=_("Your post"),
        max_length=POST_LENGTH,
        widget=textarea(6, **{"data-keep": "post"}),
        help_text=_("You can use *emphasis*, **strong words**, lists, > quotes and links."),
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

    field_order = ["title", "text", "client_id"]
