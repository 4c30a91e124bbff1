import csv
from datetime import UTC, datetime, timedelta
from io import StringIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forums.opinion.polis.reading import LARGEST, read_comments, read_summary, read_votes
from forums.opinion.polis.refusals import NotPolis, PolisTooLarge, PolisUnreadable, TwiceThere, WrongCell
from forums.opinion.polis.rows import Comment, Participant, Summary, VoteTable
from forums.opinion.polis.writing import write_comments, write_summary, write_votes

SUMMARY = Summary(
    topic="Street lights, and who pays",
    url="https://exchange.example/conversations/lights/",
    views=90,
    voters=41,
    voters_in_conversation=38,
    commenters=6,
    comments=14,
    groups=2,
    description="Two towns.\n\nOne budget.",
)
COMMENTS = (
    Comment(0, 3, datetime(2018, 11, 17, 5, 9, 36, tzinfo=UTC), 12, 4, 1, 'Lamps "first", then cameras.'),
    Comment(7, 0, datetime(2026, 3, 1, 23, 0, tzinfo=UTC), 0, 0, -1, "=1+1 is a formula"),
)
TABLE = VoteTable((0, 7, 9), (Participant(0, 1, 2, (1, None, -1)), Participant(4, None, 0, (None, 0, None))))


def test_files_are_laid_out_as_polis_lays_them_out():
    assert write_votes(TABLE) == (
        "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,7,9\n0,1,2,2,1,1,1,,-1\n4,,0,1,0,0,,0,\n"
    )
    assert write_comments(COMMENTS).splitlines()[:2] == [
        "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body",
        '1542431376000,Sat Nov 17 05:09:36 UTC 2018,0,3,12,4,1,"Lamps ""first"", then cameras."',
    ]
    assert list(csv.reader(StringIO(write_summary(SUMMARY))))[:5] == [
        ["topic", "Street lights, and who pays"],
        ["url", "https://exchange.example/conversations/lights/"],
        ["views", "90"],
        ["voters", "41"],
        ["voters-in-conv", "38"],
    ]


def test_files_are_read_as_they_were_written():
    assert read_summary(write_summary(SUMMARY).encode()) == SUMMARY
    assert read_comments(write_comments(COMMENTS).encode()) == COMMENTS
    assert read_votes(write_votes(TABLE).encode()) == TABLE


def test_words_never_become_a_formula():
    assert "'=1+1 is a formula" in write_comments(COMMENTS)


def test_the_table_is_a_matrix_with_its_groups():
    nan = np.nan
    assert np.array_equal(TABLE.matrix, [[1, nan, -1], [nan, 0, nan]], equal_nan=True)
    assert TABLE.groups.tolist() == [1, -1]
    assert VoteTable((), ()).matrix.shape == (0, 0)


def test_columns_that_are_no_statement_and_numbers_of_a_spreadsheet_are_taken():
    head = b"\xef\xbb\xbfparticipant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,5\r\n"
    assert read_votes(head + b"2,abc,1.0,,1,0,1,-1.0\r\n") == VoteTable((5,), (Participant(2, 1, 0, (-1,)),))


def test_a_row_that_stops_early_saw_no_more():
    told = b"participant,group-id,1,2\n0,,1\n\n"
    assert read_votes(told).participants == (Participant(0, None, 0, (1, None)),)


@pytest.mark.parametrize(
    ("read", "content", "refusal"),
    [
        (read_votes, b"", NotPolis),
        (read_votes, b"name,vote\nx,1\n", NotPolis),
        (read_votes, b"participant,group-id,1,1\n0,0,1,1\n", NotPolis),
        (read_votes, b"participant,group-id,1\n0,0,2\n", WrongCell),
        (read_votes, b"participant,group-id,1\n0,zero,1\n", WrongCell),
        (read_votes, b"participant,group-id,1\n-3,0,1\n", WrongCell),
        (read_votes, b"participant,group-id,1\n0,0,1\n0,0,1\n", TwiceThere),
        (read_votes, b"participant,group-id,1\n0,0,\x00\n", NotPolis),
        (read_votes, b'participant,group-id,1\n0,0,"1\n', NotPolis),
        (read_votes, b" " * (LARGEST + 1), PolisTooLarge),
        (read_comments, write_votes(TABLE).encode(), NotPolis),
        (read_comments, write_comments(COMMENTS * 2).encode(), TwiceThere),
        (read_comments, write_comments(COMMENTS).replace(",4,1,", ",4,3,").encode(), WrongCell),
        (read_comments, write_comments(COMMENTS).replace("1542431376000", "9" * 15).encode(), WrongCell),
        (read_summary, write_votes(TABLE).encode(), NotPolis),
        (read_summary, b"topic,Lights\nviews,many\n", WrongCell),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(read, content, refusal):
    with pytest.raises(refusal) as refused:
        read(content)
    assert str(refused.value)


def test_a_refusal_names_the_line_and_the_cell():
    with pytest.raises(WrongCell) as refused:
        read_votes(b"participant,group-id,1\n0,0,1\n1,0,yes\n")
    assert "Line 3" in str(refused.value)
    assert "yes" in str(refused.value)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from([read_votes, read_comments, read_summary]), st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(read, content):
    heads = {
        read_votes: b"participant,group-id,1,2\n",
        read_comments: write_comments(()).encode(),
        read_summary: b"topic,",
    }
    for told in (content, heads[read] + content):
        try:
            read(told)
        except PolisUnreadable:
            continue


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(0, 9_999), unique=True, max_size=4),
    st.data(),
)
def test_any_table_comes_back(statements, data):
    votes = st.tuples(*[st.sampled_from([1, 0, -1, None]) for _ in statements])
    rows = data.draw(st.lists(st.tuples(st.none() | st.integers(0, 5), votes), min_size=1, max_size=4))
    table = VoteTable(
        tuple(statements), tuple(Participant(n, group, n, cells) for n, (group, cells) in enumerate(rows))
    )
    assert read_votes(write_votes(table).encode()) == table


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=["C", "Z"]), max_size=30), st.integers(0, 2**41))
def test_any_comment_comes_back(text, milliseconds):
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)
    [comment] = read_comments(write_comments([Comment(1, 2, moment, 3, 4, 0, text)]).encode())
    assert comment.created_at == moment
    assert comment.number == 1
