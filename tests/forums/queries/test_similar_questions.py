import pytest
from hypothesis import given
from hypothesis import strategies as st

from forums.queries.similar_questions import SimilarQuestions, similar_questions, words_of

LIGHTS = "Who pays for the street lights in Galeshewe?"
ASKED = [
    ("lights", LIGHTS),
    ("gate", "How do you keep the school gate open after dark?"),
    ("patrol", "Do patrols work without the police?"),
    ("name", "How did Khâi-Ma train its patrol leaders?"),
]


def like(text: str) -> list[str]:
    return [alike.key for alike in similar_questions(text, ASKED)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (LIGHTS, ["lights"]),
        ("who PAYS for street light?", ["lights"]),
        ("Please, could you tell us who it is that pays for the lights of the street?", ["lights"]),
        ("Does the patrol work if there is no police", ["patrol"]),
        ("How does khai ma train patrol leaders", ["name"]),
        ("How did KhaiMa train leaders of a patrol?", ["name"]),
        ("school gate", ["gate"]),
        ("What does it cost?", []),
        ("Who?", []),
        ("", []),
        ("lights", []),
        ("Who pays for the school?", []),
    ],
)
def test_questions_are_alike_by_the_words_they_share(text, found):
    assert like(text) == found


def test_small_words_and_plurals_tell_nothing_apart():
    assert words_of("What is the status of our cities' bus classes?") == {"status", "city", "bus", "classe"}
    assert words_of("Hoe kan ons die straatligte aan hou?") == {"straatligte", "hou"}


def test_the_most_alike_come_first_and_equal_ones_as_they_were_asked():
    texts = [(1, "street lights gate dark"), (2, "street lights"), (3, "street lights"), (4, "traffic")]
    assert [alike.key for alike in similar_questions("street lights", texts)] == [2, 3, 1]
    assert [alike.key for alike in similar_questions("street lights", texts, most=2)] == [2, 3]


def test_a_question_is_not_like_itself():
    asked = SimilarQuestions([*ASKED, ("again", "who pays the street lights?")])
    assert [alike.key for alike in asked.like(LIGHTS, but="lights")] == ["again"]


@given(st.text(max_size=80), st.text(max_size=80))
def test_being_alike_goes_both_ways(one, other):
    there, back = (similar_questions(a, [("b", b)]) for a, b in ((one, other), (other, one)))
    assert there == back
    assert all(0 < alike.share <= 1 for alike in there)
