from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from exchange.people.actions.consents import WORDINGS, record_consents, standing_consents
from exchange.people.models import Consent, ConsentPurpose, ConsentWording
from tests.factories import NOW, ben, chloe, minutes_later

pytestmark = pytest.mark.django_db

TAKE_PART, _BE_RECORDED, BE_QUOTED, BE_NAMED = ConsentPurpose.values


def rows(**of) -> list[tuple]:
    found = Consent.objects.filter(**of).order_by("pk")
    return list(found.values_list("purpose", "is_given", "given_at", "replaced_at"))


def test_record_consents_keeps_each_answer_with_its_wording_and_time():
    answers = {TAKE_PART: True, BE_QUOTED: True, BE_NAMED: False}
    record_consents(user=ben(), setting="account", answers=answers, now=NOW)
    kept = Consent.objects.order_by("pk").values_list("purpose", "is_given", "wording__text", "given_at")
    assert list(kept) == [
        (TAKE_PART, True, WORDINGS[TAKE_PART], NOW),
        (BE_QUOTED, True, WORDINGS[BE_QUOTED], NOW),
        (BE_NAMED, False, WORDINGS[BE_NAMED], NOW),
    ]
    assert standing_consents(setting="account", user=ben()) == answers


def test_record_consents_writes_nothing_for_the_same_answer_again():
    for minute in (0, 5):
        record_consents(user=ben(), setting="account", answers={BE_QUOTED: True}, now=minutes_later(minute))
    assert rows() == [(BE_QUOTED, True, NOW, None)]
    assert ConsentWording.objects.count() == 1


def test_record_consents_closes_the_earlier_row_when_the_answer_changes():
    record_consents(user=ben(), setting="account", answers={BE_QUOTED: True}, now=NOW)
    record_consents(user=ben(), setting="account", answers={BE_QUOTED: False}, now=minutes_later(5))
    assert rows() == [
        (BE_QUOTED, True, NOW, minutes_later(5)),
        (BE_QUOTED, False, minutes_later(5), None),
    ]
    assert standing_consents(setting="account", user=ben()) == {BE_QUOTED: False}


def test_record_consents_keeps_an_earlier_wording_as_proof_of_what_was_agreed_to():
    older = ConsentWording.objects.create(purpose=BE_QUOTED, text="You may quote me.")
    Consent.objects.create(
        user=ben(), setting="account", purpose=BE_QUOTED, wording=older, is_given=True, given_at=NOW
    )
    record_consents(user=ben(), setting="account", answers={BE_QUOTED: True}, now=minutes_later(5))
    kept = Consent.objects.order_by("pk").values_list("wording__text", "replaced_at")
    assert list(kept) == [("You may quote me.", minutes_later(5)), (WORDINGS[BE_QUOTED], None)]


def test_record_consents_leaves_purposes_that_were_not_asked():
    record_consents(user=ben(), setting="account", answers={TAKE_PART: True, BE_NAMED: True}, now=NOW)
    record_consents(user=ben(), setting="account", answers={BE_NAMED: False}, now=minutes_later(5))
    assert standing_consents(setting="account", user=ben()) == {TAKE_PART: True, BE_NAMED: False}


def test_a_consent_stands_for_one_person_in_one_setting():
    record_consents(user=ben(), setting="account", answers={BE_QUOTED: True}, now=NOW)
    record_consents(user=ben(), setting="live:rank", answers={BE_QUOTED: False}, now=NOW)
    record_consents(user=chloe(), setting="account", answers={BE_QUOTED: False}, now=NOW)
    assert standing_consents(setting="account", user=ben()) == {BE_QUOTED: True}
    assert standing_consents(setting="live:rank", user=ben()) == {BE_QUOTED: False}
    assert standing_consents(setting="account", user=chloe()) == {BE_QUOTED: False}
    assert standing_consents(setting="live:other", user=ben()) == {}


def test_record_consents_of_a_guest_stand_under_the_guests_key():
    sipho, naledi = uuid4(), uuid4()
    record_consents(guest_key=sipho, setting="live:rank", answers={BE_NAMED: True}, now=NOW)
    record_consents(guest_key=naledi, setting="live:rank", answers={BE_NAMED: True}, now=NOW)
    record_consents(guest_key=sipho, setting="live:rank", answers={BE_NAMED: False}, now=minutes_later(5))
    assert rows(guest_key=sipho) == [
        (BE_NAMED, True, NOW, minutes_later(5)),
        (BE_NAMED, False, minutes_later(5), None),
    ]
    assert rows(guest_key=naledi) == [(BE_NAMED, True, NOW, None)]


def test_a_consent_belongs_to_a_member_or_a_guest_never_to_nobody_or_both():
    for person in ({}, {"user": ben(), "guest_key": uuid4()}):
        with pytest.raises(IntegrityError, match="consent_of_a_member_or_a_guest"), transaction.atomic():
            record_consents(setting="account", answers={TAKE_PART: True}, now=NOW, **person)
    assert rows() == []


def test_one_answer_stands_for_each_purpose():
    record_consents(user=ben(), setting="account", answers={BE_QUOTED: True}, now=NOW)
    first = Consent.objects.get()
    first.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save()
    assert Consent.objects.count() == 1
