"""Using less data: chosen at joining or on the page, or said by the browser."""

import pytest
from django.urls import reverse

from exchange.live import tickets

pytestmark = pytest.mark.django_db


def is_calm(client, session, **options) -> tuple[bool, bool]:
    """Whether the ticket of the page asks for fewer frames, and a new ticket as well."""
    page = client.get(reverse("live_session", args=[session.slug]), **options)
    told = client.get(reverse("live_ticket", args=[session.slug]), **options).json()
    return tuple(tickets.check(text).is_calm for text in (page.context["ticket"], told["ticket"]))


def test_data_is_used_as_usual_until_somebody_chooses_less(bens, session):
    assert is_calm(bens, session) == (False, False)
    path = reverse("choose_data", args=[session.slug])
    assert bens.post(path, {"low_data": "1"})["Location"] == reverse("live_session", args=[session.slug])
    assert is_calm(bens, session) == (True, True)
    bens.post(path, {"low_data": "0"})
    assert is_calm(bens, session) == (False, False)


def test_a_browser_that_saves_data_has_chosen_unless_its_reader_said_otherwise(bens, session):
    saving = {"headers": {"Save-Data": "on"}}
    assert is_calm(bens, session, **saving) == (True, True)
    bens.post(reverse("choose_data", args=[session.slug]), {"low_data": "0"})
    assert is_calm(bens, session, **saving) == (False, False)


@pytest.mark.parametrize(("ticked", "calm"), [({"low_data": "on"}, True), ({}, False)])
def test_it_is_chosen_at_joining(client, session, ticked, calm):
    joining = {"guest_name": "Sipho", "shown_as": "name", "take_part": "on", **ticked}
    client.post(reverse("join_session", args=[session.slug]), joining)
    assert is_calm(client, session) == (calm, calm)


def test_the_box_at_joining_is_ticked_where_the_browser_saves_data(client, session):
    for headers, expected in (({}, False), ({"Save-Data": "on"}, True)):
        page = client.get(reverse("live_session", args=[session.slug]), headers=headers)
        box = next(tag for tag in page.text.split("<input") if 'name="low_data"' in tag).split(">")[0]
        assert ("checked" in box) is expected
