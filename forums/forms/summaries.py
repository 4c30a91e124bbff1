from django import forms
from django.utils.translation import gettext_lazy as _

from casestudies.models import BriefSection, LessonKind
from exchange.forms import TitleField, WordsField, textarea
from forums.actions.summaries import LESSON_LENGTH, PROSE_LENGTH


class KindField(forms.ChoiceField):
    """Needed when the item records a lesson, so the page does not call it optional."""

    is_conditional = True


class ItemForm(forms.Form):
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


class NewItemForm(forms.Form):
    section = forms.ChoiceField(label=_("Section"), choices=BriefSection.choices)


class ReturnForm(forms.Form):
    note = WordsField(label=_("What should change?"), max_length=500, required=False, widget=textarea(3))
