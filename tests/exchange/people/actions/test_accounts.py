import pytest

from exchange.people.actions.accounts import ACCOUNT, change_profile, complete_account
from exchange.people.actions.consents import standing_consents
from exchange.people.models import Organisation, User
from tests.factories import ben, make_municipality
from tests.factories.people import consents

pytestmark = pytest.mark.django_db


def test_complete_account_keeps_name_place_and_consents():
    user = User.objects.create_user("thandi@people.example")
    works_for = Organisation.objects.create(slug="rank-watch", name="Rank Watch")
    complete_account(
        user=user,
        display_name="Thandi Nkosi",
        role_line="Block leader",
        organisation=works_for,
        municipality_code=make_municipality().code,
        consents=consents(be_named=False),
    )
    user = User.objects.get(pk=user.pk)
    assert user.byline == "Thandi Nkosi, Block leader, Mbali Bay, Eastern Cape"
    assert user.organisation == works_for
    assert standing_consents(setting=ACCOUNT, user=user) == consents(be_named=False)


def test_change_profile_changes_what_it_names_and_nothing_else():
    change_profile(user=ben(), role_line="Safety planner")
    assert (ben().display_name, ben().role_line, ben().municipality_code) == (
        "Ben Jacobs",
        "Safety planner",
        "MBY",
    )


@pytest.mark.parametrize(
    "privilege", ["is_facilitator", "is_editor", "is_superuser", "is_staff", "email", "password"]
)
def test_change_profile_lets_no_role_slip_in(privilege):
    before = User.objects.filter(pk=ben().pk).values().get()
    with pytest.raises(TypeError, match=f"Not part of a profile: {privilege}"):
        change_profile(user=ben(), display_name="Ben the Great", **{privilege: "1"})
    assert User.objects.filter(pk=ben().pk).values().get() == before
