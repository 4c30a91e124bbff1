"""An outline from a file, laid out for its author: which part goes where, and beside or instead of what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casestudies.content import FIELDS_BY_KEY, Content, NarrativeKey
from casestudies.imports import Outline
from exchange.forms import WordsField, textarea

MOST_PARTS = 100
LEAVE_OUT = ""
APPEND, REPLACE = "append", "replace"
TARGETS = ("title", "abstract", *NarrativeKey.values)


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("Word document (.docx) or Markdown (.md)"),
        help_text=_(
            "Its headings tell which part belongs where. Nothing is saved before you have looked at it."
        ),
        allow_empty_file=True,
        error_messages={"required": _("Please choose a file first.")},
        widget=forms.FileInput(attrs={"accept": ".docx,.md,.markdown,.txt"}),
    )


@dataclass(frozen=True)
class Piece:
    """A part of the file: its heading, its words, and the field that it should go to."""

    heading: str
    text: str
    target: str


def pieces_of(outline: Outline, content: Content) -> list[Piece]:
    """Every word of the outline, in at most a hundred pieces: what comes after is one piece."""
    pieces = list(_pieces(outline, content))
    first, rest = pieces[: MOST_PARTS - 1], pieces[MOST_PARTS - 1 :]
    if len(rest) > 1:
        words = "\n\n".join(f"### {piece.heading}\n\n{piece.text}".strip() for piece in rest)
        rest = [Piece(str(_("All the rest")), words, LEAVE_OUT)]
    return first + rest


def _pieces(outline: Outline, content: Content) -> Iterator[Piece]:
    if outline.title:
        target = LEAVE_OUT if content["title"] else "title"
        yield Piece(str(FIELDS_BY_KEY["title"].label), outline.title, target)
    for key, text in outline.sections.items():
        yield Piece(str(NarrativeKey(key).label), text, key)
    for part in outline.unplaced:
        yield Piece(part.heading, part.text or part.heading, LEAVE_OUT)


class PieceForm(forms.Form):
    """One piece: its words can be changed before they are taken."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, content: Content, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["target"] = forms.ChoiceField(
            label=_("Goes to"),
            required=False,
            choices=[(LEAVE_OUT, _("Leave out"))] + [(key, _target_label(key, content)) for key in TARGETS],
        )
        self.fields["text"] = WordsField(label=_("Words"), required=False, widget=textarea(4))
        for field in self.fields.values():  # neither is called optional: leaving out is one of the choices
            field.is_conditional = True  # type: ignore[attr-defined]
        self.fields["heading"] = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def shown_heading(self) -> str:
        return str(self["heading"].value() or "") or str(_("Without a heading"))


def _target_label(key: str, content: Content) -> str:
    label = str(FIELDS_BY_KEY[key].label)
    if not content[key]:
        return label
    return str(_("%(label)s (has %(count)s characters)") % {"label": label, "count": len(content[key])})


class PiecesForm(forms.Form):
    """All pieces, and what to do where the draft has words already."""

    how = forms.ChoiceField(
        label=_("Where the draft has words already"),
        choices=[
            (APPEND, _("put the file’s words below them")),
            (REPLACE, _("put the file’s words in their place")),
        ],
        initial=APPEND,
        widget=forms.RadioSelect,
        help_text=_("Either way the draft as it is now stays in the history."),
    )
    name = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Any = None, *, content: Content, pieces: list[Piece] | None = None, name: str = ""
    ) -> None:
        super().__init__(data, initial={"name": name})
        self.content = content
        count = len(pieces or ()) or sum(1 for key in data or () if key.endswith("-text"))
        self.pieces = [
            PieceForm(
                data,
                content=content,
                prefix=f"piece-{number}",
                initial=vars(pieces[number]) if pieces else None,
            )
            for number in range(min(count, MOST_PARTS))
        ]

    def is_valid(self) -> bool:
        return super().is_valid() & all(piece.is_valid() for piece in self.pieces)

    def values(self) -> Content:
        """The fields that change; several pieces for one field follow one another."""
        texts: dict[str, list[str]] = {}
        for piece in self.pieces:
            text = piece.cleaned_data["text"].strip()
            if piece.cleaned_data["target"] and text:
                texts.setdefault(piece.cleaned_data["target"], []).append(text)
        return {key: self._joined(key, pieces) for key, pieces in texts.items()}

    def _joined(self, key: str, pieces: list[str]) -> str:
        keeps = self.cleaned_data["how"] == APPEND and self.content[key]
        between = "\n\n" if FIELDS_BY_KEY[key].is_long else " "
        return between.join([self.content[key], *pieces] if keeps else pieces)
