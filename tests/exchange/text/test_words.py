import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.text import first_difference, keyed_hash, same_words


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("The lights\n\nhelped", " The lights\u00a0helped ", True),
        ("Kha\u0302i-Ma", "Khâi-Ma", True),
        ("The lights", "the lights", False),
        ("The lights", "The lights.", False),
        ("the rapist", "therapist", False),
        ("pay 100", "pay \u202e100", False),
        ("", " ", True),
    ],
)
def test_same_words_overlooks_white_space_and_form_only(a, b, same):
    assert same_words(a, b) is same
    assert (keyed_hash(a, key="k") == keyed_hash(b, key="k")) is same
    assert (first_difference(a, b) == "") is same


def test_keyed_hash_is_hmac_sha256_of_the_words():
    assert keyed_hash("what do ya want for nothing?", key="Jefe") == (  # RFC 4231, test case 2
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    )


def test_keyed_hash_depends_on_words_and_key_alone():
    assert keyed_hash("words", key="key") == keyed_hash(" words\n", key=b"key")
    assert keyed_hash("words", key="key") != keyed_hash("words", key="other")


@pytest.mark.parametrize("key", ["", b""])
def test_keyed_hash_refuses_an_empty_key(key):
    with pytest.raises(ValueError, match="needs a key"):
        keyed_hash("words", key=key)


@pytest.mark.parametrize(
    ("a", "b", "shown"),
    [
        ("The lights were cut", "The lights were raised", "“The lights were cut” ≠ “The lights were raised”"),
        ("The lights", "The lights stayed", "“The lights” ≠ “The lights stayed”"),
        ("", "x", "“” ≠ “x”"),
        (
            "In the year that followed, the whole budget was cut by five per cent of what it had been",
            "In the year that followed, the whole budget was raised by five per cent of what it had been",
            "“…the whole budget was cut by five per cent…” ≠ “…the whole budget was raised by five per cent…”",  # noqa: E501
        ),
        ("a-b", "a–b", "“a-b” (hyphen-minus) ≠ “a–b” (en dash)"),
        ("ab", "a\u200bb", "“ab” (latin small letter b) ≠ “a\u200bb” (zero width space)"),
        ("ab", "ab\u202e", "“ab” (end) ≠ “ab\u202e” (right-to-left override)"),
    ],
)
def test_first_difference_shows_where_two_texts_part(a, b, shown):
    assert first_difference(a, b) == shown


@given(st.text(st.characters(categories=None)), st.text(st.characters(categories=None)))
def test_a_difference_is_short_and_shown_exactly_where_words_differ(a, b):
    shown = first_difference(a, b)

    assert (shown == "") is same_words(a, b)
    assert len(shown) < 400
