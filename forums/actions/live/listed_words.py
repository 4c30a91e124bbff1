"""Words of the site's list keep a question waiting until a facilitator has looked, also where none waits."""

from forums.models import Question, QuestionState
from forums.queries.word_list import words_that_hold


def has_listed_words(*texts: str) -> bool:
    return any(words_that_hold(text, None) for text in texts)


def wait_if_listed(question: Question) -> bool:
    """Take a question whose new words are on the list out of the room; says whether it did.

    The caller saves ``state`` and tells of it in its event.
    """
    if question.state != QuestionState.PUBLISHED or not has_listed_words(question.text, question.context):
        return False
    question.state = QuestionState.WAITING
    return True
