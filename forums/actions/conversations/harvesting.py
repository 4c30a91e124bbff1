"""What a round came to, noted in the harvest form by whoever hosts it."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.text import clean
from forums.actions.conversations.changing import lock_round, touch
from forums.models import Round
from forums.queries.conversations.words import harvest_form_of

HARVEST_LENGTH = 4000


class HarvestTooLong(ActionError):
    message = _("A note can have %(limit)s characters. Please shorten it.")
    status = 400

    def __init__(self) -> None:
        super().__init__(self.message % {"limit": HARVEST_LENGTH})


class HarvestChangedMeanwhile(ActionError):
    code = "stale"
    message = _("Somebody else noted something meanwhile. Both stand below; compare them, then save again.")


@transaction.atomic
def note_harvest(*, round: Round, notes: Mapping[str, str], seen: Mapping[str, str]) -> Round:
    """Save what was noted; ``seen`` is what the form was made from. The same again is quiet.

    Raises HarvestTooLong, HarvestChangedMeanwhile.
    """
    round = lock_round(round.pk)
    keys = [field["key"] for field in harvest_form_of(round.conversation)]
    wanted = {key: clean(notes.get(key, "")) for key in keys}
    if any(len(words) > HARVEST_LENGTH for words in wanted.values()):
        raise HarvestTooLong
    now_there = {key: round.harvest.get(key, "") for key in keys}
    if wanted == now_there:
        return round
    if any(seen.get(key, "") != now_there[key] for key in keys):
        raise HarvestChangedMeanwhile
    round.harvest = {**round.harvest, **wanted}
    round.save(update_fields=["harvest"])
    touch(round.conversation)
    return round
