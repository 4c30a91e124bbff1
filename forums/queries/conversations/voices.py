"""How many voices wait for the close of a round: words of few tell whose they are."""

from collections.abc import Iterable

from django.db.models import Count

from forums.models import Contribution, Round, Terms

LEAST_VOICES = 3


def rounds_of_few_voices(rounds: Iterable[Round]) -> list[Round]:
    """Of some rounds those that are open and whose words, given under Chatham House, are of fewer people."""
    opened = {round.pk: round for round in rounds if round.is_open}
    waiting = Contribution.objects.filter(
        round__in=opened, terms=Terms.CHATHAM_HOUSE, post=None, withdrawn_at__isnull=True
    ).exclude(text="")
    voices = waiting.order_by().values("round").annotate(people=Count("participant", distinct=True))
    few = set(voices.filter(people__lt=LEAST_VOICES).values_list("round", flat=True))
    return [round for pk, round in opened.items() if pk in few]
