import pytest

from casestudies.actions import authors
from casestudies.actions.authors import (
    NotAnAuthor,
    OwnerStays,
    TooManyAuthors,
    hand_over,
    invite_author,
    remove_author,
)
from casestudies.queries import authors_of, written_by
from tests.factories import ben, chloe, dineo, make_case_study, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def case_study():
    return make_case_study(author=ben(), status="draft")


def names(case_study):
    return [(author.user.display_name, author.is_owner) for author in authors_of(case_study)]


def test_a_member_is_invited_by_their_address_however_it_is_written(case_study):
    invite_author(case_study=case_study, email=f" {chloe().email.upper()} ")
    invite_author(case_study=case_study, email=chloe().email)
    assert names(case_study) == [("Ben Jacobs", True), ("Chloé Petersen", False)]
    assert written_by(chloe()) == [case_study]


def test_an_address_without_an_account_and_a_suspended_one_add_nobody(case_study):
    make_member("Sipho Away", is_active=False)
    for email in ("nobody@people.example", "sipho@people.example"):
        assert invite_author(case_study=case_study, email=email) is None
    assert names(case_study) == [("Ben Jacobs", True)]


def test_authors_are_counted(case_study, monkeypatch):
    monkeypatch.setattr(authors, "MOST_AUTHORS", 1)
    with pytest.raises(TooManyAuthors):
        invite_author(case_study=case_study, email=chloe().email)


def test_an_author_is_removed_and_the_owner_stays(case_study):
    invite_author(case_study=case_study, email=chloe().email)
    remove_author(case_study=case_study, user=chloe())
    remove_author(case_study=case_study, user=chloe())
    with pytest.raises(OwnerStays):
        remove_author(case_study=case_study, user=ben())
    assert names(case_study) == [("Ben Jacobs", True)]


def test_the_owner_hands_over_to_an_author_and_stays_one(case_study):
    invite_author(case_study=case_study, email=chloe().email)
    hand_over(case_study=case_study, to=chloe())
    assert names(case_study) == [("Chloé Petersen", True), ("Ben Jacobs", False)]
    with pytest.raises(NotAnAuthor):
        hand_over(case_study=case_study, to=dineo())
