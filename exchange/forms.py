"""Fields for what people type."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from exchange.text import clean

BROKEN_CHARACTER = "�"


class WordsField(forms.CharField):
    """Text as people type it: cleaned for storing, refused in plain words if it arrived broken.

    ``is_conditional``: needed only sometimes, so the page does not call it optional.
    """

    def __init__(self, *, is_conditional: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.is_conditional = is_conditional

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No maxlength: a browser would cut a long paste there without a word. The server says how long."""
        attributes = super().widget_attrs(widget)
        attributes.pop("maxlength", None)
        return attributes

    def to_python(self, value: Any) -> str:
        text = clean(super().to_python(value) or "")
        if BROKEN_CHARACTER in text:
            raise ValidationError(
                _("Some characters arrived broken (shown as �). Please correct them and send again."),
                code="broken",
            )
        return text


class TitleField(WordsField):
    """Words on one line."""

    def to_python(self, value: Any) -> str:
        return " ".join(super().to_python(value).split())


def textarea(rows: int, **attributes: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "cols": 40, **attributes})


def first_error(form: forms.BaseForm) -> str:
    """One sentence for a person who has no form page to look at."""
    for errors in form.errors.values():
        return str(errors[0])
    return ""
