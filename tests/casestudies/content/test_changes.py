import time
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from casestudies.content import empty_content
from casestudies.content.changes import Piece, changed_steps, difference, words_changed

LABELS = {"setting": {"township": "Township", "rural": "Rural"}}


def with_(**values):
    return {**empty_content(), **values}


@given(st.text("ab \n.", max_size=60), st.text("ab \n.", max_size=60))
def test_the_pieces_hold_both_texts_whole(before, after):
    pieces = words_changed(before, after)
    assert "".join(piece.text for piece in pieces if piece.sign != "+") == before
    assert "".join(piece.text for piece in pieces if piece.sign != "-") == after


def test_words_and_not_letters_are_compared():
    assert words_changed("We lit the rank.", "We lit a square.") == [
        Piece("", "We lit "),
        Piece("-", "the rank"),
        Piece("+", "a square"),
        Piece("", "."),
    ]


def test_two_long_texts_are_compared_quickly():
    """Each is as long as a section may be, and each word stands in the other a hundred times."""
    words = [f"word{n * 7 % 90}" for n in range(3_000)]
    before, after = " ".join(words)[:20_000], " ".join(reversed(words))[:20_000]
    start = time.monotonic()
    pieces = words_changed(before, after)
    assert time.monotonic() - start < 5
    assert "".join(piece.text for piece in pieces if piece.sign != "+") == before


def test_a_word_changed_in_a_long_repetitive_text_is_found_in_its_sentence():
    chosen = Random(3)  # noqa: S311 - made-up words
    sentences = [" ".join(f"w{chosen.randrange(99)}" for _ in range(20)) + ". " for _ in range(240)]
    before = "".join(sentences)
    after = "First " + before.replace("w94", "last") + "Last."
    changed = [piece.text for piece in words_changed(before, after) if piece.sign == "+"]
    assert changed == ["First "] + ["last"] * before.count("w94") + ["Last."]


def test_only_what_differs_is_there_in_the_order_of_the_form():
    before = with_(title="A rank", how="By hand.", setting=["township"])
    after = with_(title="A rank", how="By hand, twice.", setting=["rural"])
    found = difference(before, after, LABELS)
    assert [(one.field.key, one.changes[0].pieces) for one in found] == [
        ("setting", (Piece("-", "Township"), Piece("+", "Rural"))),
        ("how", (Piece("", "By hand"), Piece("+", ", twice"), Piece("", "."))),
    ]
    assert changed_steps(before, after) == ["places", "story"]


def test_rows_are_the_same_where_their_uid_is():
    def stone(uid, what, when="2022"):
        return {"uid": uid, "when": when, "what": what}

    before = with_(milestones=[stone("a", "Begun"), stone("b", "Opened")])
    after = with_(milestones=[stone("b", "Opened again"), stone("c", "Closed", "2023")])
    (found,) = difference(before, after, {})
    assert [
        (change.column.key, change.row, change.is_new_row, change.is_gone_row) for change in found.changes
    ] == [
        ("what", 1, False, False),
        ("when", 2, True, False),
        ("what", 2, True, False),
        ("when", 1, False, True),
        ("what", 1, False, True),
    ]
    assert found.changes[0].after == [Piece("", "Opened"), Piece("+", " again")]


def test_rows_that_only_moved_are_said_to_have_moved():
    rows = [{"uid": "a", "when": "2022", "what": "A"}, {"uid": "b", "when": "2023", "what": "B"}]
    (found,) = difference(with_(milestones=rows), with_(milestones=rows[::-1]), {})
    assert (found.changes, found.is_reordered) == ((), True)
