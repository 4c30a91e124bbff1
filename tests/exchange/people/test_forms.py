import pytest

from exchange.people.actions.consents import WORDINGS
from exchange.people.forms import ConsentFields, ProfileForm, SignupForm
from exchange.people.models import Organisation
from tests.factories import make_municipality
from tests.factories.people import consents

pytestmark = pytest.mark.django_db


def test_each_consent_is_asked_in_the_words_that_are_kept_as_proof():
    asked = {name: field.label for name, field in ConsentFields().fields.items()}
    assert asked.items() <= WORDINGS.items()
    assert list(asked) == ["take_part", "be_quoted", "be_named"]


def test_being_quoted_and_named_is_left_to_the_person():
    form = ConsentFields({"take_part": "on"})
    assert form.is_valid()
    assert form.consents() == consents(be_quoted=False, be_named=False)


def test_nobody_takes_part_without_agreeing():
    form = ConsentFields({"be_quoted": "on", "be_named": "on"})
    assert form.errors == {"take_part": ["To take part, please agree that what you write is kept."]}


def test_the_profile_offers_the_places_and_none():
    make_municipality()
    assert list(ProfileForm().fields["municipality_code"].choices) == [
        ("", "None, or not listed"),
        ("MBY", "Mbali Bay, Eastern Cape"),
    ]


def test_the_profile_finds_an_organisation_that_is_there():
    there = Organisation.objects.create(slug="rank-watch", name="Rank Watch")
    form = ProfileForm({"display_name": "  Thandi \n Nkosi ", "organisation": "Rank  watch"})
    assert form.is_valid()
    assert form.profile() == {
        "display_name": "Thandi Nkosi",
        "role_line": "",
        "organisation": there,
        "municipality_code": "",
    }


def test_the_profile_refuses_a_place_that_is_not_there():
    make_municipality()
    form = ProfileForm({"display_name": "Thandi", "municipality_code": "XXX"})
    assert list(form.errors) == ["municipality_code"]


def test_signing_up_asks_for_name_age_and_consent():
    form = SignupForm({"email": "thandi@people.example", "password1": "long enough to remember"})
    assert sorted(form.errors) == ["display_name", "is_adult", "take_part"]
