from datetime import timedelta

import pytest
from django.utils import timezone

from forums.actions.live.contacts import KEPT_FOR, drop_old_contacts, has_contact, leave_contact
from forums.actions.live.participants import merge_guest
from forums.models import Participant, ParticipantContact
from tests.factories import NOW, ben, join, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def sipho():
    return join(make_session())


def leave(participant: Participant, email: str = "sipho@mail.example", now=NOW) -> None:
    leave_contact(participant=participant, email=email, now=now)


def test_an_address_has_a_day_on_which_it_goes(sipho):
    leave(sipho)
    assert ParticipantContact.objects.get().delete_on == timezone.localdate(NOW + KEPT_FOR)


def test_the_day_counts_from_the_session_where_one_joins_early(sipho):
    leave(sipho, now=NOW - timedelta(days=30))
    assert ParticipantContact.objects.get().delete_on == timezone.localdate(NOW + KEPT_FOR)


def test_another_address_takes_the_place_of_the_first_and_none_takes_it_away(sipho):
    leave(sipho)
    leave(sipho, "nkosi@mail.example")
    assert (ParticipantContact.objects.get().email, has_contact(sipho)) == ("nkosi@mail.example", True)
    leave(sipho, "")
    assert not has_contact(sipho)


def test_a_member_leaves_none(sipho):
    leave(join(sipho.session, ben()))
    assert not ParticipantContact.objects.exists()


def test_each_night_the_addresses_go_whose_day_has_come(sipho):
    other = join(sipho.session)
    leave(sipho)
    leave(other)
    ParticipantContact.objects.filter(participant=other).update(delete_on=timezone.localdate())
    ParticipantContact.objects.filter(participant=sipho).update(
        delete_on=timezone.localdate() + timedelta(days=1)
    )
    drop_old_contacts()
    assert (has_contact(sipho), has_contact(other)) == (True, False)


def test_a_guest_who_logs_in_needs_no_address_any_more(sipho):
    leave(sipho)
    merge_guest(guest=sipho, user=ben(), now=NOW)
    assert not ParticipantContact.objects.exists()


def test_no_way_leads_from_a_participant_to_the_address():
    names = {field.name for field in Participant._meta.get_fields(include_hidden=False)}
    assert not {name for name in names if "contact" in name}
