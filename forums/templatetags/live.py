from collections.abc import Container

from django import template

from exchange.people import places
from forums.actions.live.rewording import STILL_ITS_ASKERS
from forums.models import Question, QuestionState

register = template.Library()


@register.filter
def is_in(value: str, container: Container[str]) -> bool:
    """Whether a value is one of some."""
    return value in container


@register.filter
def place(code: str) -> str:
    """A municipality by its code, as people call it."""
    return places.label(code) if code else ""


@register.filter
def can_be_reworded(question: Question | str) -> bool:
    """Whether its asker may still correct it; of a template without a question, yes."""
    return not isinstance(question, Question) or question.state in STILL_ITS_ASKERS


@register.filter
def can_be_added_to(question: Question | str) -> bool:
    gone = {QuestionState.MERGED, QuestionState.WITHDRAWN}
    return not isinstance(question, Question) or question.state not in gone
