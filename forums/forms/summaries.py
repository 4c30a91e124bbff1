import re
from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from casestudies.models import BriefSection, LessonKind
from exchange.forms import TitleField, WordsField, textarea
from exchange.text import Span, words_at
from forums.actions.summaries import LESSON_LENGTH, PROSE_LENGTH
from forums.models import Post, Summary, SummaryItem, Thread

NEW_ITEM = "new:"
CONTEXT = 40  # code points on each side that tell one occurrence of words from another


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


class CiteForm(forms.Form):
    """Words picked from a source: a selection with its context, or ticked sentences."""

    post = forms.ModelChoiceField(queryset=Post.objects.none())
    target = forms.CharField()
    words = forms.CharField(required=False, strip=False)
    before = forms.CharField(required=False, strip=False)
    after = forms.CharField(required=False, strip=False)

    def __init__(self, *args: Any, summary: Summary, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.summary = summary
        threads = Thread.objects.visible_to(user).filter(pk__in=summary.threads.all())
        self.fields["post"] = forms.ModelChoiceField(Post.objects.filter(thread__in=threads))

    def clean_target(self) -> SummaryItem | BriefSection:
        """An item of the summary, or the section in which a new one is wanted."""
        target = self.cleaned_data["target"]
        if target.startswith(NEW_ITEM) and target.removeprefix(NEW_ITEM) in BriefSection.values:
            return BriefSection(target.removeprefix(NEW_ITEM))
        item = self.summary.items.filter(pk=target).first() if target.isdecimal() else None
        if item is None:
            raise ValidationError(_("Please choose where the words should go."))
        return item

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        ticked = self.data.getlist("sentence") if isinstance(self.data, QueryDict) else []
        post = cleaned.get("post")
        if post and ticked and not cleaned.get("words"):
            spans = sorted(filter(None, map(_span_of, ticked)), key=lambda span: span.start)
            if not spans:
                raise ValidationError(_("Please tick the sentences again."))
            whole = Span(spans[0].start, max(span.end for span in spans))
            gaps = pairwise(spans)
            if any(words_at(post.plain, Span(a.end, b.start)).strip() for a, b in gaps if b.start > a.end):
                raise ValidationError(
                    _("Tick sentences that stand next to each other, or quote them one after the other.")
                )
            cleaned["words"] = words_at(post.plain, whole)
            cleaned["before"] = post.plain[max(0, whole.start - CONTEXT) : whole.start]
            cleaned["after"] = post.plain[whole.end : whole.end + CONTEXT]
        if not (cleaned.get("words") or "").strip():
            raise ValidationError(
                _("Please select the words, or tick the sentences, that you want to quote.")
            )
        return cleaned


def _span_of(value: str) -> Span | None:
    found = re.fullmatch(r"(\d{1,7})-(\d{1,7})", value)
    return Span(int(found[1]), int(found[2])) if found else None


class ReturnForm(forms.Form):
    note = WordsField(label=_("What should change?"), max_length=500, required=False, widget=textarea(3))
