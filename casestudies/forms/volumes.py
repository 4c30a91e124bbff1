from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casestudies.actions.volumes import FOREWORD_LENGTH
from casestudies.models import CaseStudy, Engagement, RecordedLearning, Volume
from casestudies.queries.volumes import briefs_to_bind, cases_to_bind
from exchange.forms import TitleField, WordsField, textarea


class NewVolumeForm(forms.Form):
    title = TitleField(label=_("Title"), max_length=120)


class VolumeForm(forms.Form):
    """What a volume holds. Each brief and case study has a box for its place; an empty one leaves it out."""

    title = TitleField(label=_("Title"), max_length=120)
    subtitle = TitleField(label=_("Subtitle"), max_length=160, required=False)
    foreword = WordsField(label=_("Foreword"), max_length=FOREWORD_LENGTH, required=False, widget=textarea(8))
    foreword_by = TitleField(label=_("Foreword by"), max_length=160, required=False)
    launch = forms.ModelChoiceField(
        label=_("Launched at"), queryset=Engagement.objects.in_order(), required=False
    )

    def __init__(self, *args: Any, volume: Volume, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        entries = list(volume.entries.order_by("position"))
        places = {("brief", entry.brief_id): entry.position for entry in entries if entry.brief_id}
        places |= {("case", entry.case_study_id): entry.position for entry in entries if entry.case_study_id}
        self.rows: list[tuple[str, RecordedLearning | CaseStudy]] = []
        for kind, found in (("brief", briefs_to_bind()), ("case", cases_to_bind())):
            for row in found:
                name = f"{kind}-{row.pk}"
                self.rows.append((name, row))
                self.fields[name] = forms.IntegerField(
                    label=row.title,
                    required=False,
                    min_value=1,
                    max_value=999,
                    initial=places.get((kind, row.pk)),
                    widget=forms.NumberInput(attrs={"class": "place"}),
                )

    def boxes_of(self, kind: str) -> list[Any]:
        return [self[name] for name, _row in self.rows if name.startswith(f"{kind}-")]

    @property
    def briefs(self) -> list[Any]:
        return self.boxes_of("brief")

    @property
    def cases(self) -> list[Any]:
        return self.boxes_of("case")

    def chosen(self, kind: str) -> list[Any]:
        """The rows with a place, in the order of their places."""
        given = [
            (self.cleaned_data[name], place, row)
            for place, (name, row) in enumerate(self.rows)
            if name.startswith(f"{kind}-") and self.cleaned_data.get(name)
        ]
        return [row for _place, _order, row in sorted(given, key=lambda one: one[:2])]
