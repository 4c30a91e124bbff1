"""The link by which somebody answers without an account.

It holds a random token. A request keeps a keyed hash of it and of its place behind the link, so that the
database opens no link, and does not tell which requests are one person's either.
"""

import secrets
from collections.abc import Sequence

from django.conf import settings

from exchange.text import keyed_hash
from forums.models import ConsentRequest

MOST_BEHIND_A_LINK = 60


def new_token() -> str:
    return secrets.token_urlsafe(24)


def hash_of_place(token: str, place: int) -> str:
    return keyed_hash(f"consent {token} {place}", key=settings.WORDS_KEY)


def requests_behind(token: str) -> list[ConsentRequest]:
    """What a link asks of its person, in the order in which it was put there; nothing for a forged one."""
    places = {hash_of_place(token, place): place for place in range(MOST_BEHIND_A_LINK)}
    found = ConsentRequest.objects.filter(token_hash__in=places).select_related(
        "summary", "quotation__revision__post__thread__conversation"
    )
    return sorted(found, key=lambda request: places[request.token_hash])


def put_behind(token: str, requests: Sequence[ConsentRequest]) -> None:
    """Have this link open these requests, in the place of the one that did before."""
    for place, request in enumerate(requests):
        request.token_hash = hash_of_place(token, place)
        request.save(update_fields=["token_hash"])
