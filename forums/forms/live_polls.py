"""What facilitators type to make a poll, and what the room answers to it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from exchange.forms import TitleField, WordsField, textarea
from forums.actions.live.poll_answers import AnswerWrite
from forums.actions.live.polls import PollWords
from forums.models import HIGHEST_RATINGS, MOST_OPTIONS, Participant, Poll, PollKind


class PollForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=PollKind.choices)
    title = TitleField(
        label=_("What you ask"),
        max_length=200,
        error_messages={"required": _("Please write what you ask.")},
    )
    options = WordsField(
        is_conditional=True,
        label=_("Options"),
        required=False,
        widget=textarea(4),
        help_text=_("One on each line; for one choice, several choices and ranking."),
    )
    most_choices = forms.IntegerField(
        label=_("How many may be chosen"),
        required=False,
        min_value=1,
        max_value=MOST_OPTIONS,
        initial=2,
        help_text=_("For several choices."),
    )
    highest_rating = forms.IntegerField(
        label=_("Highest rating"),
        required=False,
        min_value=HIGHEST_RATINGS[0],
        max_value=HIGHEST_RATINGS[-1],
        initial=5,
        help_text=_("For a rating: 1 is the lowest."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "poll_%s", **kwargs})  # beside the desk's other forms

    @classmethod
    def of(cls, words: PollWords) -> "PollForm":
        """A form with what a poll asks already."""
        return cls(
            initial={
                "kind": words.kind,
                "title": words.title,
                "options": "\n".join(words.options),
                "most_choices": words.most_choices,
                "highest_rating": words.highest_rating,
            }
        )

    @property
    def words(self) -> PollWords:
        typed = self.cleaned_data
        return PollWords(
            kind=PollKind(typed["kind"]),
            title=typed["title"],
            options=typed["options"].splitlines(),
            most_choices=typed["most_choices"] or 1,
            highest_rating=typed["highest_rating"] or 5,
        )


class PollAnswerForm(forms.Form):
    """What came in for one poll. Whether it is an answer the action says, in words that fit the poll."""

    def __init__(self, *args: Any, poll: Poll, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.poll = poll
        self.options = [str(option.pk) for option in poll.options.all()]
        if poll.kind == PollKind.RATING:
            self.fields["rating"] = forms.IntegerField(required=False)
        elif poll.kind == PollKind.RANKING:
            for option in self.options:
                self.fields[f"place_{option}"] = forms.IntegerField(required=False)
        elif poll.has_words:
            self.fields["text"] = WordsField(required=False)
        else:
            self.fields["choice"] = forms.MultipleChoiceField(
                required=False, choices=[(option, option) for option in self.options]
            )

    def write(self, participant: Participant) -> AnswerWrite:
        given = self.cleaned_data
        return AnswerWrite(
            poll=self.poll,
            participant=participant,
            choices=self._ranked() if self.poll.kind == PollKind.RANKING else self._chosen(),
            rating=given.get("rating"),
            text=given.get("text", ""),
        )

    def _chosen(self) -> tuple[int, ...]:
        return tuple(int(option) for option in self.cleaned_data.get("choice", ()))

    def _ranked(self) -> tuple[int, ...]:
        """Options by place; of two with the same place only one, so that the ranking is incomplete."""
        placed = {place: option for option in self.options if (place := self.place_of(option))}
        in_order = [int(placed[place]) for place in range(1, len(self.options) + 1) if place in placed]
        return tuple(in_order) or ((0,) if placed else ())

    def place_of(self, option: str) -> int | None:
        place: int | None = self.cleaned_data.get(f"place_{option}")
        return place
