import pytest

from casestudies.content import empty_content
from casestudies.content.redacting import MARK, pattern_of, redacted, redacted_text


@pytest.mark.parametrize(
    ("text", "left", "times"),
    [
        ("Sipho Untold came.", f"{MARK} came.", 1),
        ("Sipho\n  Untold came, and Sipho Untold went.", f"{MARK} came, and {MARK} went.", 2),
        ("Sipho Untoldson came.", "Sipho Untoldson came.", 0),
        ("sipho untold came.", "sipho untold came.", 0),
        ("Sipho **Untold** came.", "Sipho **Untold** came.", 0),
        ("Sipho Untold’s taxi", f"{MARK}’s taxi", 1),
    ],
)
def test_whole_words_go_whatever_the_space_between_them(text, left, times):
    assert redacted_text(text, pattern_of("Sipho  Untold")) == (left, times)


def test_signs_are_signs_and_no_pattern():
    assert redacted_text("Was it R5 (about)? R5 xabout)", pattern_of("R5 (about)?")) == (
        f"Was it {MARK} R5 xabout)",
        1,
    )


def test_rows_count_for_their_field_and_keys_are_never_touched():
    content = {
        **empty_content(),
        "theme": "Sipho",
        "how": "Sipho did. Sipho, too.",
        "people": [{"uid": "Sipho", "name": "Sipho", "part": "Driver", "affiliation": "", "agreed": True}],
    }
    without, found = redacted(content, pattern_of("Sipho"))
    assert dict(found) == {"how": 2, "people": 1}
    assert without == {
        **content,
        "how": f"{MARK} did. {MARK}, too.",
        "people": [{"uid": "Sipho", "name": MARK, "part": "Driver", "affiliation": "", "agreed": True}],
    }
