"""What a conversation asks, and what hosts noted of its rounds."""

from forums.models import Conversation, Round


def harvest_of(conversation: Conversation, round: Round) -> list[tuple[str, str]]:
    """What a round came to: each heading with what was noted under it, in the order of the form.

    What was noted under a heading that the form no longer has stands at the end.
    """
    labels = {row["key"]: row["label"] for row in conversation.harvest_form}
    keys = [*labels, *(key for key in round.harvest if key not in labels)]
    return [(labels.get(key, ""), round.harvest[key]) for key in keys if round.harvest.get(key)]


def guiding_questions(conversation: Conversation) -> list[str]:
    """The questions of its rounds, each once; of a conversation without rounds those it was set up with."""
    asked = conversation.rounds.exclude(prompt="").order_by("position").values_list("prompt", flat=True)
    return list(dict.fromkeys(asked)) or list(conversation.guiding_questions)
