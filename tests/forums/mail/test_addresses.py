import pytest
from hypothesis import given
from hypothesis import strategies as st

from forums.mail.addresses import LONGEST_LOCAL_PART, Token, address_for, is_ours, token_of

ids = st.integers(min_value=1, max_value=2**40)


@pytest.fixture(autouse=True, scope="module")
def replies_are_on():
    from django.conf import settings  # for the whole module: Hypothesis calls a test many times

    before, settings.MAIL_REPLY_ADDRESS = settings.MAIL_REPLY_ADDRESS, "reply@mail.example"
    yield
    settings.MAIL_REPLY_ADDRESS = before


@given(ids, ids)
def test_an_address_names_its_person_and_post_in_any_case_and_is_short_enough(user_id, post_id):
    token = Token(user_id, post_id)
    address = address_for(token)
    assert len(address.partition("@")[0]) <= LONGEST_LOCAL_PART
    assert (
        token_of([address])
        == token_of([address.upper()])
        == token_of(["other@mail.example", address])
        == token
    )


@given(ids, ids, st.integers(min_value=0), st.sampled_from("abcdefghijklmnopqrstuvwxyz234567"))
def test_an_address_that_was_changed_anywhere_is_not_genuine(user_id, post_id, position, letter):
    token = Token(user_id, post_id)
    local, _, domain = address_for(token).partition("@")
    code = local.removeprefix("reply+")
    position %= len(code)
    changed = code[:position] + letter + code[position + 1 :]
    assert token_of([f"reply+{changed}@{domain}"]) in (None, token)
    if changed[:-1] != code[:-1]:
        assert token_of([f"reply+{changed}@{domain}"]) is None


@given(st.text(max_size=80))
def test_no_made_up_address_is_genuine(text):
    assert token_of([f"reply+{text}@mail.example", text]) is None


def test_a_new_key_does_not_orphan_the_mail_of_the_key_before(settings):
    address = address_for(Token(1, 2))
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another" * 10
    assert (address_for(Token(1, 2)) == address, token_of([address])) == (False, Token(1, 2))
    settings.SECRET_KEY_FALLBACKS = []
    assert token_of([address]) is None


def test_without_a_setting_there_is_no_address_and_none_is_ours(settings):
    address = address_for(Token(1, 2))
    assert (is_ours(address), is_ours("reply@mail.example"), is_ours("reply@else.example")) == (
        True,
        True,
        False,
    )
    settings.MAIL_REPLY_ADDRESS = ""
    assert (address_for(Token(1, 2)), token_of([address]), is_ours("+@")) == ("", None, False)
