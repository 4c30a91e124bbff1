import pytest

from casestudies.exports.characters import one_line, printable, reads_right_to_left, web_address


def test_printable_keeps_what_people_write_and_one_kind_of_newline():
    assert printable("a\r\nb\rc\u2028d\te\x00\x1bf 😀 مر") == "a\nb\nc\nd\tef 😀 مر"


def test_printable_reaches_into_tuples_and_leaves_other_values():
    assert printable((("a\x00", ("b\x01",)), 3, None)) == (("a", ("b",)), 3, None)


def test_one_line_is_one_line():
    assert one_line("  a\n\n b\tc ") == "a b c"


@pytest.mark.parametrize(
    ("text", "answer"),
    [("مرحبا x", True), ("“שלום”", True), ("a مرحبا", False), ("12 😀", False), ("", False)],
)
def test_direction_is_that_of_the_first_letter(text, answer):
    assert reads_right_to_left(text) is answer


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("/case-studies/rank/", "https://here.example/case-studies/rank/"),
        ("http://x.example/a", "http://x.example/a"),
        ("mailto:a@x.example", "mailto:a@x.example"),
        ("javascript:123", ""),
        ("JavaScript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("ftp://x.example/", ""),
        ("https:", "https://here.example/learning/a/"),
        ("http:", ""),
        ("http://[broken", ""),
    ],
)
def test_a_link_leads_to_the_web_or_to_a_mailbox_or_nowhere(href, address):
    assert web_address(href, "https://here.example/learning/a/") == address
