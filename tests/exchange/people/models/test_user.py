import pytest
from django.db import IntegrityError, transaction

from exchange.people.models import User
from tests.factories import administrator, amina, ben, chloe, dineo, make_member

pytestmark = pytest.mark.django_db


def test_the_byline_holds_what_a_member_gave():
    assert ben().byline == "Ben Jacobs, Urban safety officer, Mbali Bay, Eastern Cape"
    assert chloe().byline == "Chloé Petersen, Ward councillor, Klipdrif, Northern Cape"
    assert amina().byline == "Amina Dlamini, Facilitator"
    assert make_member("Thandi").byline == "Thandi"


def test_the_byline_leaves_out_a_municipality_that_is_not_there():
    ben()
    assert make_member("Thandi Nkosi", municipality_code="GONE").byline == "Thandi Nkosi"


def test_an_administrator_may_do_what_facilitators_and_editors_may():
    allowed = {user.display_name.split()[0]: (user.can_facilitate, user.can_edit) for user in cast()}
    assert allowed == {
        "Amina": (True, False),
        "Ben": (False, False),
        "Dineo": (False, True),
        "Admin": (True, True),
    }


def test_a_member_who_was_switched_off_may_nothing():
    for user in cast():
        user.is_active = False
        assert (user.can_facilitate, user.can_edit) == (False, False)


def cast() -> list[User]:
    return [amina(), ben(), dineo(), administrator()]


def test_one_address_is_one_account_in_whatever_case():
    first = ben()
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("BEN@people.example", display_name="Ben again")
    assert User.objects.get_by_natural_key("BEN@people.example") == first


def test_a_person_needs_an_address():
    with pytest.raises(ValueError, match="needs an e-mail address"):
        User.objects.create_user("", display_name="Nobody")


def test_a_handle_says_nothing_about_its_person():
    assert len({amina().handle, ben().handle, chloe().handle}) == 3
    assert {len(user.handle) for user in cast()} == {10}


def test_a_member_without_a_name_is_called_member():
    assert str(User(email="x@people.example")) == "Member"
    assert (str(ben()), ben().get_full_name(), ben().get_short_name()) == ("Ben Jacobs",) * 3
