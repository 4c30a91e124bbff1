from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from exchange.people.actions.consents import standing_consents
from exchange.people.models import Consent, ConsentPurpose
from forums.actions.live.participants import (
    AnonymityNotAllowed,
    ConsentMissing,
    GuestsNotAllowed,
    guest_of,
    join_session,
    setting_of,
)
from forums.models import Participant
from tests.factories import NOW, ask, ben, chloe, join, log_of, make_engagement, make_session, minutes_later
from tests.factories.people import consents

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return make_session()


def agreed(participant: Participant) -> tuple[bool, bool]:
    return participant.may_be_quoted, participant.may_be_named


def test_join_session_makes_a_member_a_participant_with_what_they_agreed_to(session):
    here = join_session(session=session, user=ben(), consents=consents(be_named=False), now=NOW)
    assert (here.user, here.guest_key, here.joined_at) == (ben(), None, NOW)
    assert (here.room_name, agreed(here)) == ("Ben Jacobs", (True, False))
    assert standing_consents(setting=setting_of(session), user=ben()) == consents(be_named=False)
    assert setting_of(session) == "live:safer-streets"


def test_join_session_records_a_guests_answers_under_the_guests_key(session):
    here = join_session(session=session, guest_name="Sipho", consents=consents(be_quoted=False), now=NOW)
    assert (here.user, here.room_name, agreed(here)) == (None, "Sipho", (False, True))
    kept = Consent.objects.filter(guest_key=here.guest_key, setting=setting_of(session), given_at=NOW)
    assert dict(kept.values_list("purpose", "is_given")) == consents(be_quoted=False)


def test_two_guests_of_one_name_are_two(session):
    first, second = join(session, guest_name="Sipho"), join(session, guest_name="Sipho")
    assert first.guest_key != second.guest_key
    assert guest_of(session, first.guest_key) == first
    assert guest_of(session, uuid4()) is None
    assert guest_of(make_session(make_engagement("another")), first.guest_key) is None


def test_join_session_again_is_quiet(session):
    first = join(session, ben())
    assert join(session, ben()) == first
    assert (session.participants.count(), Consent.objects.filter(user=ben()).count()) == (1, 3)
    assert log_of(session) == ["session_opened"]


def test_join_session_again_changes_the_answers_and_keeps_the_earlier_ones_as_proof(session):
    first = join(session, ben())
    again = join_session(
        session=session, user=ben(), consents=consents(be_quoted=False), now=minutes_later(5)
    )
    assert (again.pk, again.joined_at, agreed(again)) == (first.pk, NOW, (False, True))
    answers = Consent.objects.filter(purpose=ConsentPurpose.BE_QUOTED).order_by("pk")
    assert list(answers.values_list("is_given", "given_at", "replaced_at")) == [
        (True, NOW, minutes_later(5)),
        (False, minutes_later(5), None),
    ]


def test_join_session_refuses_without_consent_to_take_part(session):
    with pytest.raises(ConsentMissing) as refused:
        join_session(session=session, user=ben(), consents=consents(take_part=False), now=NOW)
    assert (refused.value.status, session.participants.count()) == (400, 0)
    assert Consent.objects.count() == 0


def test_join_session_refuses_guests_where_the_session_is_for_members():
    session = make_session(allows_guests=False)
    with pytest.raises(GuestsNotAllowed) as refused:
        join(session)
    join(session, ben())
    assert (refused.value.status, session.participants.get().user) == (403, ben())


def test_join_session_refuses_anonymity_where_everyone_takes_part_by_name():
    session = make_session(allows_anonymous=False)
    with pytest.raises(AnonymityNotAllowed) as refused:
        join(session, ben(), is_anonymous=True)
    assert (refused.value.status, session.participants.count()) == (400, 0)


def test_who_is_anonymous_is_named_nowhere_even_if_they_agreed_to_it(session):
    here = join(session, ben(), is_anonymous=True, be_named=True)
    assert (here.room_name, here.record_name, here.may_be_named) == ("", "", False)


def test_the_record_names_by_consent_only(session):
    assert join(session, ben()).record_name == "Ben Jacobs, Urban safety officer, Mbali Bay, Eastern Cape"
    assert join(session, chloe(), be_named=False).record_name == ""
    assert join(session, guest_name="Sipho").record_name == "Sipho"
    assert join(session, guest_name="").record_name == "A guest"


def test_going_anonymous_takes_the_name_off_what_was_asked_and_tells_the_room(session):
    question = ask(join(session, ben()))
    assert question.room_name == "Ben Jacobs"
    join(session, ben(), is_anonymous=True)
    question.asker.refresh_from_db()
    assert question.room_name == ""
    event = session.events.order_by("seq").last()
    assert (event.seq, event.question_ids) == (3, [question.pk])


def test_giving_ones_name_does_not_uncover_what_was_asked_anonymously(session):
    question = ask(join(session, ben(), is_anonymous=True))
    join(session, ben())
    question.asker.refresh_from_db()
    assert (question.asker.room_name, question.room_name, question.record_name) == ("Ben Jacobs", "", "")


def test_a_participant_is_a_member_or_a_guest_and_a_member_only_once(session):
    join(session, ben())
    for person in ({}, {"user": ben(), "guest_key": uuid4()}, {"user": ben()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Participant.objects.create(session=session, joined_at=NOW, **person)


def test_join_session_makes_one_guest_of_a_form_that_is_sent_twice():
    session, key = make_session(), uuid4()
    guests = [
        join_session(session=session, guest_name="Sipho", guest_key=key, consents=consents(), now=NOW)
        for _ in range(2)
    ]
    assert guests[0] == guests[1]
    assert session.participants.count() == 1
