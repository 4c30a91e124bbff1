import time
from unittest import mock

import pytest
from django.core import signing
from hypothesis import given
from hypothesis import strategies as st

from exchange.live import tickets
from exchange.live.tickets import GOOD_FOR_SECONDS, SALT, Ticket, TicketRefused

TICKET = Ticket(room="7:attendees", key="p3")


def issued(ago: float) -> str:
    with mock.patch("django.core.signing.time.time", return_value=time.time() - ago):
        return tickets.issue(TICKET)


def test_a_ticket_comes_back_as_it_was_issued():
    assert tickets.check(tickets.issue(TICKET)) == TICKET
    assert tickets.check(tickets.issue(Ticket("7:screens"))) == Ticket("7:screens", "")


def test_a_ticket_is_good_for_a_while_only():
    assert tickets.check(issued(ago=GOOD_FOR_SECONDS - 60)) == TICKET
    with pytest.raises(TicketRefused):
        tickets.check(issued(ago=GOOD_FOR_SECONDS + 60))


def test_a_ticket_for_another_room_cannot_be_made_from_ones_own():
    own = tickets.issue(TICKET)
    other = signing.dumps({"room": "7:facilitators", "key": ""}, key="guessed", salt=SALT)
    body, rest = other.split(":", 1)
    for forged in (other, f"{body}:{own.split(':', 1)[1]}", f"{own.split(':')[0]}:{rest}"):
        with pytest.raises(TicketRefused):
            tickets.check(forged)


@pytest.mark.parametrize(
    "signed",
    [
        signing.dumps({"room": "7:facilitators"}, salt="another salt"),
        signing.dumps({"room": "7:facilitators", "role": "x"}, salt=SALT),
        signing.dumps({}, salt=SALT),
        signing.dumps([1], salt=SALT),
        signing.dumps("7:facilitators", salt=SALT),
    ],
    # A signature tells the time, and two workers must find the same tests.
    ids=["another salt", "no ticket of ours", "nothing", "a list", "a text"],
)
def test_what_we_signed_for_another_purpose_is_no_ticket(signed):
    with pytest.raises(TicketRefused):
        tickets.check(signed)


@given(st.text())
def test_no_text_is_a_ticket(text):
    with pytest.raises(TicketRefused):
        tickets.check(text)
