from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casestudies.models import BriefSection, LessonKind
from exchange.forms import TitleField, WordsField, textarea
from forums.actions.summaries import LESSON_LENGTH, PROSE_LENGTH


class KindField(forms.ChoiceField):
    """Needed when the item records a lesson, so the page does not call it optional."""

    is_conditional = True


class ItemsBox(forms.CheckboxInput):
    """A box whose value is its item's, so that it is known among those of other items."""

    item = 0

    def format_value(self, value: Any) -> str:
        return str(self.item)


class ItemForm(forms.Form):
    """What is written in an item. Its boxes belong to the one form of the workbench (``written_in``): each
    act of the page brings along what was typed anywhere."""

    prose = WordsField(
        is_conditional=True,
        label=_("In your words"),
        max_length=PROSE_LENGTH,
        required=False,
        widget=textarea(5, **{"data-keep": "item"}),
    )
    is_own_view = forms.BooleanField(
        label=_("This is our own view"),
        required=False,
        widget=ItemsBox,
        help_text=_("Readers see that it rests on nobody's words."),
    )
    lesson_statement = TitleField(
        label=_("Lesson"),
        max_length=LESSON_LENGTH,
        required=False,
        widget=textarea(2),
        help_text=_("One sentence that stands on its own. Leave empty if this item records no lesson."),
    )
    lesson_kind = KindField(
        label=_("Kind of lesson"), choices=[("", "—"), *LessonKind.choices], required=False
    )
    lesson_conditions = WordsField(
        label=_("Conditions under which it held"), required=False, widget=textarea(2)
    )
    seen_revision = forms.IntegerField(widget=forms.HiddenInput)
    seen_words = forms.CharField(widget=forms.HiddenInput, required=False)
    written = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, item: int, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, auto_id=f"item-{item}-%s", initial=dict(initial or {}))
        self.item = item
        self.initial["written"] = item
        for field in self.fields.values():
            field.widget.attrs["form"] = "pick"
        self.fields["is_own_view"].widget.item = item

    @property
    def words(self) -> dict[str, Any]:
        """What is saved of it, once it is valid."""
        marks = ("seen_words", "written")
        return {name: value for name, value in self.cleaned_data.items() if name not in marks}


class NewItemForm(forms.Form):
    section = forms.ChoiceField(label=_("Section"), choices=BriefSection.choices)


class ReturnForm(forms.Form):
    note = WordsField(label=_("What should change?"), max_length=500, required=False, widget=textarea(3))
