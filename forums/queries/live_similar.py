"""Questions of a session that ask already what somebody is about to ask: to vote for instead."""

from forums.models import LiveSession, Participant, Question
from forums.queries.similar_questions import similar_questions

SHORTEST = 8  # characters; before that nothing has been asked


def similar_in_room(*, session: LiveSession, text: str, asker: Participant) -> list[Question]:
    """Those in the room that may ask the same, the most alike first; never one's own. Two queries."""
    if len(text.strip()) < SHORTEST:
        return []
    room = Question.objects.filter(session=session).in_the_room().exclude(asker=asker)
    alike = similar_questions(text[:1000], room.in_order_asked().values_list("pk", "text"))
    if not alike:
        return []
    found = Question.objects.with_people().in_bulk([one.key for one in alike])
    return [found[one.key] for one in alike if one.key in found]
