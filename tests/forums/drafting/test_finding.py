import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forums.drafting import EvidenceFinder, Turn
from forums.drafting.naming import Names
from forums.drafting.nearness import Nearness
from forums.drafting.terms import LITTLE, every_term_of, root_of, terms_of

LIGHTS = [
    ("Amina", "Let us turn to the street lights in the ward."),
    ("Ben", "Half of them were out in winter."),
    ("Amina", "Who repairs the lamps?"),
    ("Ben", "A contractor repairs each light within a week."),
]
BUDGET = [
    ("Chloé", "The budget for the year was approved."),
    ("Dineo", "The treasurer objected to the loan."),
    ("Chloé", "The loan pays for the pipes."),
    ("Dineo", "Pipes burst in June."),
]


def ranked(turns, query):
    return EvidenceFinder(Turn(*turn) for turn in turns).ranked(query)


def test_the_passage_comes_first_with_the_turns_that_do_not_say_the_words():
    assert set(ranked([*BUDGET, *LIGHTS, *BUDGET], "How are street lights repaired?")[:4]) == {4, 5, 6, 7}


def test_words_that_share_their_first_letters_count_in_part():
    turns = [("Ben", "We implemented it."), ("Ben", "We talked."), ("Ben", "An implementation of lights.")]
    scores = EvidenceFinder(Turn(*turn) for turn in turns).scores("implementation")
    assert scores[2] > scores[0] > 0


def test_a_named_speaker_comes_before_others_who_say_the_same():
    turns = [("Chair", "Next."), ("Ben Khumalo", "The lights help."), ("Chair", "Next."), ("Chair", "Next.")]
    turns += [("Dineo Moloi", "The lights help."), ("Chair", "Next.")]
    assert ranked(turns, "What did Moloi think about the lights?")[0] == 4
    assert ranked(turns, "What did Khumalo think about the lights?")[0] == 1


def test_nothing_speaks_for_any_turn_where_the_talk_has_none_of_the_words():
    finder = EvidenceFinder(Turn(*turn) for turn in LIGHTS)
    assert finder.scores("helicopters").tolist() == [0, 0, 0, 0]
    assert finder.ranked("helicopters") == [0, 1, 2, 3]


@pytest.mark.parametrize("turns", [[], [("Ben", "Lights.")], [("Ben", "")], [("", ""), ("", "")]])
def test_a_talk_of_next_to_nothing_is_ranked(turns):
    assert ranked(turns, "What did Ben say about lights?") == list(range(len(turns)))


@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=40)), max_size=12), st.text(max_size=40))
def test_every_turn_is_ranked_once_whatever_people_type(turns, query):
    assert sorted(ranked(turns, query)) == list(range(len(turns)))


# What lies beneath --------------------------------------------------------------------------------
def test_what_is_said_echoes_both_ways_and_fades():
    echoed = Nearness(["Ben"] * 5).echoed(np.array([0.0, 0, 1, 0, 0]), reach=2.0)
    assert np.allclose(echoed, np.exp([-1, -0.5, 0, -0.5, -1]))


def test_a_step_is_longer_where_other_voices_take_over():
    values = np.zeros(16)
    values[6] = 1
    echoed = Nearness(["Ben", "Amina"] * 4 + ["Chloé", "Dineo"] * 4).echoed(values, reach=6.0)
    within, across = echoed[7] / echoed[6], echoed[8] / echoed[7]
    assert across < within


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("What did Khumalo say?", [0, 1, 0]),
        ("what did khumalo say?", [0, 1, 0]),
        ("What did BenKhumalo say?", [0, 1, 0]),
        ("What of young people in Durban?", [0, 0, 0]),  # her name is Young, and here it is none
        ("Why was Cllr Young absent?", [0, 0, 1]),
        ("Will this end?", [0, 0, 0]),
    ],
)
def test_speakers_are_known_by_their_names(query, named):
    names = Names(["The Chair (Dr Will Nkosi)", "Mr Ben Khumalo", "Cllr Zoë Young"])
    assert names.named_in(query).tolist() == named


def test_two_of_one_name_share_it():
    assert Names(["Ben Dlamini", "Zanele Dlamini"]).named_in("About Dlamini").tolist() == [0.5, 0.5]


def test_terms_are_folded_and_in_the_singular_and_small_words_are_left_out():
    assert terms_of("What did the officers say about uMhlathuze’s lights?") == [
        "officer",
        "umhlathuze",
        "light",
        "mhlathuze",
    ]
    assert "the" in LITTLE
    assert every_term_of("The officers") == ["the", "officer"]


def test_only_longer_words_have_kin():
    assert (root_of("implementation"), root_of("rank"), root_of("2026a")) == ("imple", "", "")
