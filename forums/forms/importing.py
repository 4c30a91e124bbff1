from django import forms
from django.utils.translation import gettext_lazy as _

from exchange.forms import TitleField
from exchange.storage.uploads import TooLargeFile
from forums.actions.threads import TITLE_LENGTH
from forums.imports.parsed import FileTooLong


class ImportFileForm(forms.Form):
    """The file to look at. Nothing is written yet."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A thread of Discourse as JSON, or a table as CSV. Up to 5 MB and 2,000 posts."),
        widget=forms.ClearableFileInput(attrs={"accept": ".json,.csv,application/json,text/csv"}),
        error_messages={
            "required": _("Please choose a file."),
            "empty": _("This file is empty. Please choose another one."),
        },
    )

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if isinstance(file, TooLargeFile):
            raise forms.ValidationError(str(FileTooLong.message))
        return file


class ImportForm(forms.Form):
    """The yes, after the report."""

    title = TitleField(
        label=_("Title"),
        max_length=TITLE_LENGTH,
        error_messages={
            "required": _("Please give the thread a title, so that others can tell what it is about.")
        },
    )
    agreed = forms.BooleanField(
        label=_("The people who wrote this know that it comes here under their names, or I may bring it."),
        error_messages={
            "required": _("Please ask them first: their names and words will stand here for all who read it.")
        },
    )
    kept = forms.CharField(widget=forms.HiddenInput, max_length=500)
