"""Who said what in a conversation: the seal is opened here alone.

Asking for consent, taking words back and forgetting who spoke need to know. Whatever shows words does not
ask here, and a test looks that nothing else imports this.
"""

from collections.abc import Iterable

from forums.models import (
    Caption,
    Contribution,
    ConversationParticipant,
    Minute,
    MinuteKind,
    Post,
    PostKind,
)


def speaker_of(post: Post) -> ConversationParticipant | None:
    """Who said the words of a post in a conversation's record; none where nobody knows."""
    return speakers_of([post]).get(post.pk)


def speakers_of(posts: Iterable[Post]) -> dict[int, ConversationParticipant]:
    """Of posts in records of conversations, by their ids, those whose speaker is known."""
    posts = list(posts)
    written = [post.pk for post in posts if post.kind == PostKind.CONTRIBUTION]
    spoken = [post.pk for post in posts if post.kind == PostKind.SPEECH]
    found: dict[int, ConversationParticipant] = {}
    if written:
        rows = Contribution.objects.filter(post__in=written, participant__isnull=False)
        for row in rows.select_related("participant__user"):
            if row.post_id and row.participant:
                found[row.post_id] = row.participant
    return found | (_by_voice(spoken) if spoken else {})


def _by_voice(post_ids: list[int]) -> dict[int, ConversationParticipant]:
    """By the labels under which transcripts know somebody."""
    spoken = {"post__in": post_ids, "session__conversation__isnull": False}
    columns = ("post_id", "session__conversation_id", "speaker")
    said = set(Caption.objects.filter(**spoken).exclude(speaker="").order_by().values_list(*columns))
    typed = Minute.objects.filter(**spoken, kind=MinuteKind.CHAT).exclude(speaker="")
    said |= set(typed.order_by().values_list(*columns))
    people = ConversationParticipant.objects.filter(conversation__in={place for _pk, place, _label in said})
    voices = {
        (person.conversation_id, label): person
        for person in people.select_related("user").order_by("pk")
        for label in person.voices
    }
    known = ((pk, voices.get((place, label))) for pk, place, label in said)
    return {pk: person for pk, person in known if person}
