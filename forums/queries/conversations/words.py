"""What a conversation asks, and what hosts noted of its rounds."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from forums.models import Conversation, Round

PLAIN_FORM: Sequence[Mapping[str, Any]] = (
    {"key": "came", "label": _("What this round came to"), "help": ""},
)
"""The harvest form of a conversation that took none over from a format."""


def harvest_form_of(conversation: Conversation) -> Sequence[Mapping[str, Any]]:
    return conversation.harvest_form or PLAIN_FORM


def harvest_of(conversation: Conversation, round: Round) -> list[tuple[str, str]]:
    """What a round came to: each heading with what was noted under it, in the order of the form.

    What was noted under a heading that the form no longer has stands at the end.
    """
    labels = {row["key"]: str(row["label"]) for row in harvest_form_of(conversation)}
    keys = [*labels, *(key for key in round.harvest if key not in labels)]
    return [(labels.get(key, ""), round.harvest[key]) for key in keys if round.harvest.get(key)]


def guiding_questions(conversation: Conversation) -> list[str]:
    """The questions of its rounds, each once; of a conversation without rounds those it was set up with."""
    asked = conversation.rounds.exclude(prompt="").order_by("position").values_list("prompt", flat=True)
    return list(dict.fromkeys(asked)) or list(conversation.guiding_questions)
