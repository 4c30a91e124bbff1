"""The floor of the demonstration's open session: an agenda that is on, hands, minutes and captions."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from casestudies.actions.programme import read_data
from exchange.people.models import User
from forums.actions.live.agenda import add_agenda_item, start_next_agenda_item
from forums.actions.live.captions import Said, paste_captions
from forums.actions.live.hands import raise_hand
from forums.actions.live.minutes import write_minute
from forums.models import LiveSession, Participant


def load_floor(
    *, session: LiveSession, participants: Mapping[str, Participant], by: User, starts_at: datetime
) -> None:
    """What the file has for this session, if anything."""
    row: Mapping[str, Any] = read_data("demonstration_floor.json").get(session.slug, {})
    for item in row.get("agenda", ()):
        add_agenda_item(session=session, by=by, now=starts_at, **item)
    if row:
        start_next_agenda_item(session=session, by=by, now=starts_at)
    for minute in row.get("minutes", ()):
        at = starts_at + timedelta(minutes=minute["minute"])
        write_minute(session=session, text=minute["text"], by=by, now=at)
    said = [
        Said(caption["text"], starts_at + timedelta(seconds=caption["second"]), caption["speaker"])
        for caption in row.get("captions", ())
    ]
    if said:
        paste_captions(session=session, said=said, by=by, now=starts_at)
    for key in row.get("hands", ()):
        raise_hand(participant=participants[key], now=starts_at)
