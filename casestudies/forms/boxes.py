"""A box for each kind of value: from the description of a field to a field of a form.

A draft may have any gap, so nothing is required here, and a text that is too long is kept and told of.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casestudies.content import Field, Kind
from casestudies.content.months import month_of
from casestudies.queries import Offer, Offers, namespace_of
from exchange.forms import TitleField, WordsField, textarea

SEVERAL = frozenset({Kind.TERMS, Kind.CHOICES, Kind.THEMES})
WRAPS = 160
NOT_OFFERED = _("This is not on the list (any more). Please choose another.")
Choices = Sequence[tuple[str, Any]]


class MonthField(TitleField):
    """July 2021, 07/2021 and 2021-7 all become 2021-07."""

    def to_python(self, value: Any) -> str:
        return month_of(super().to_python(value))


class CaseStudyField(TitleField):
    """A case study by its address, as it stands in the browser's own line, or by the end of it."""

    def to_python(self, value: Any) -> str:
        address = super().to_python(value).split("?")[0].split("#")[0]
        return address.rstrip("/").rsplit("/", 1)[-1]


def box_for(field: Field, offers: Offers, chosen: Iterable[str] = ()) -> forms.Field:
    """The form's field; ``chosen`` are keys that stand there already and so stay on offer."""
    return BOXES[field.kind](field, offers, tuple(chosen))


def _shared(field: Field) -> dict[str, Any]:
    return {"label": field.label, "help_text": field.help, "required": False}


def _line(field: Field, _offers: Offers, _chosen: tuple[str, ...]) -> forms.Field:
    """One line of text; a long one may wrap, so that it can be read on a phone while it is written."""
    if (field.max_length or 0) >= WRAPS and field.key != "url":
        return TitleField(widget=textarea(2, **{"class": "line"}), **_shared(field))
    attributes = {"inputmode": "url"} if field.key == "url" else {}
    return TitleField(widget=forms.TextInput(attrs=attributes), **_shared(field))


def _text(field: Field, _offers: Offers, _chosen: tuple[str, ...]) -> forms.Field:
    return WordsField(widget=textarea(8 if field.kind == Kind.PROSE else 3), **_shared(field))


def _month(field: Field, _offers: Offers, _chosen: tuple[str, ...]) -> forms.Field:
    widget = forms.TextInput(attrs={"class": "short", "placeholder": "2021-07"})
    return MonthField(widget=widget, **_shared(field))


def _tick(field: Field, _offers: Offers, _chosen: tuple[str, ...]) -> forms.Field:
    return forms.BooleanField(**_shared(field))


def _hidden(field: Field, _offers: Offers, _chosen: tuple[str, ...]) -> forms.Field:
    return TitleField(widget=forms.HiddenInput, **_shared(field))


def _one(field: Field, offers: Offers, chosen: tuple[str, ...]) -> forms.Field:
    choices = _choices(field, offers, chosen)
    if not field.default:
        choices = [("", _("Choose …")), *choices]
    return forms.ChoiceField(
        choices=choices, error_messages={"invalid_choice": NOT_OFFERED}, **_shared(field)
    )


def _several(field: Field, offers: Offers, chosen: tuple[str, ...]) -> forms.Field:
    return forms.MultipleChoiceField(
        choices=_choices(field, offers, chosen),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": NOT_OFFERED},
        **_shared(field),
    )


def _case_study(field: Field, _offers: Offers, _chosen: tuple[str, ...]) -> forms.Field:
    shared = _shared(field) | {"help_text": _("Its address, or choose from the list as you type.")}
    return CaseStudyField(
        widget=forms.TextInput(attrs={"list": "case-studies", "inputmode": "url"}), **shared
    )


def _choices(field: Field, offers: Offers, chosen: tuple[str, ...]) -> list[tuple[Any, Any]]:
    if field.choices:
        offered = [Offer(key, label) for key, label in field.choices.choices]
    else:
        offered = list(offers.get(namespace_of(field), ()))
    known = {offer.key for offer in offered}
    offered += [Offer(key, key) for key in chosen if key and key not in known]
    groups: dict[str, list[tuple[str, str]]] = {}
    for offer in offered:
        groups.setdefault(offer.group, []).append((offer.key, offer.label))
    ungrouped = groups.pop("", [])
    return [*groups.items(), *ungrouped]


BOXES: dict[Kind, Callable[[Field, Offers, tuple[str, ...]], forms.Field]] = {
    Kind.LINE: _line,
    Kind.TEXT: _text,
    Kind.PROSE: _text,
    Kind.MONTH: _month,
    Kind.CHOICE: _one,
    Kind.CHOICES: _several,
    Kind.TERM: _one,
    Kind.TERMS: _several,
    Kind.TICK: _tick,
    Kind.THEME: _one,
    Kind.THEMES: _several,
    Kind.MUNICIPALITY: _one,
    Kind.CASE_STUDY: _case_study,
    Kind.BUILDING_BLOCK: _one,
    Kind.PICTURE: _hidden,
}
