"""Resumption tokens: signed, so that the server keeps nothing; good for a day.

A token holds the arguments of its list and the place behind its last record. The order (when a record
last changed, then its number) is one in which a record that changes meanwhile moves behind the harvester's
place and so comes once more, rather than being missed.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.core import signing

from casestudies.oai.errors import BadResumptionToken

SALT = "casestudies.oai"
GOOD_FOR = timedelta(hours=24)


@dataclass(frozen=True)
class Place:
    """A place in a list: behind which record, how many came before it, how many there were in all."""

    verb: str
    arguments: dict[str, str]
    changed_at: str
    pk: int
    cursor: int
    size: int

    @property
    def after(self) -> tuple[datetime, int]:
        return datetime.fromisoformat(self.changed_at), self.pk


def write_token(place: Place) -> str:
    return signing.dumps(asdict(place), salt=SALT, compress=True)


def read_token(token: str, *, verb: str) -> Place:
    """Raises BadResumptionToken, which says what to do."""
    try:
        place = Place(**signing.loads(token, salt=SALT, max_age=GOOD_FOR))
    except signing.SignatureExpired as error:
        raise BadResumptionToken(
            "This token has expired: tokens are good for 24 hours. "
            "Please begin the list again, with “from” if you already have a part of it."
        ) from error
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise BadResumptionToken("This token is not one of ours. Please begin the list again.") from error
    if place.verb != verb:
        raise BadResumptionToken(f"This token belongs to {place.verb}. Please use it with that verb.")
    return place
