"""Who stands behind words of a conversation: asked only where they have to be asked, never to show words."""

from forums.models import Contribution, ConversationParticipant, Post


def participant_behind(post: Post) -> ConversationParticipant | None:
    """Who gave the words of a post to a round; nobody, once that was forgotten or where it is not known."""
    given = Contribution.objects.filter(post=post).select_related("participant__user").first()
    return given.participant if given else None


def terms_behind(post: Post) -> str:
    """The terms under which the words of a post were given; empty where they are no contribution."""
    return Contribution.objects.filter(post=post).values_list("terms", flat=True).first() or ""
