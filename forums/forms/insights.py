"""The board of insights and the code book: what is typed there."""

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from exchange.forms import TitleField, WordsField, textarea
from forums.models import INSIGHT_LENGTH, InsightCluster, Stance

STANCES = [(Stance.NONE.value, _("Not said")), *((one.value, one.label) for one in Stance if one)]


def codes_in(text: str) -> list[str]:
    """Codes as somebody types them, with commas between."""
    return [code.strip() for code in text.split(",") if code.strip()]


class InsightForm(forms.Form):
    """A new insight on exact words of a post."""

    words = WordsField(
        label=_("Words"),
        widget=textarea(4),
        help_text=_("Exactly as they were said; leave out what doesn't matter before and after."),
    )
    text = TitleField(
        label=_("What you see in them"), required=False, max_length=INSIGHT_LENGTH, widget=textarea(2)
    )
    codes = forms.CharField(
        label=_("Codes"),
        required=False,
        max_length=500,
        help_text=_("With commas between. Those of the code book are offered."),
        widget=forms.TextInput(attrs={"list": "code-names", "autocomplete": "off"}),
    )
    cluster = forms.ModelChoiceField(
        label=_("Cluster"),
        queryset=InsightCluster.objects.none(),
        required=False,
        empty_label=_("None yet"),
    )


@dataclass(frozen=True)
class Typed:
    """What a small form of the board brought, as far as it makes sense."""

    data: Mapping[str, str]

    def text(self, name: str) -> str:
        return self.data.get(name, "")

    def number(self, name: str) -> int:
        text = self.text(name)
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0

    @property
    def stance(self) -> Stance:
        return Stance(self.text("stance")) if self.text("stance") in Stance.values else Stance.NONE
