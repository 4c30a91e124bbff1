from django import forms
from django.utils.translation import gettext_lazy as _

from exchange.forms import TitleField
from forums.actions.bookmarks import NOTE_LENGTH


class BookmarkForm(forms.Form):
    note = TitleField(
        label=_("Note"),
        max_length=NOTE_LENGTH,
        required=False,
        help_text=_("Why you keep this post. Only you can read it."),
    )
