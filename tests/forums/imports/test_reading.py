"""Files of other forums: what is read, what is said of the rest, and that nothing breaks us."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.text import render
from forums.imports import UnreadableFile, as_data, from_data, read_thread
from forums.imports.from_html import markdown_from_html
from tests.forums.payloads import PAYLOADS

HEAD = "number,parent,author,posted_at,text,title\n"


def said(content: str, name: str = "thread.csv") -> tuple[list[tuple[int, int | None, str]], list[str]]:
    thread = read_thread(content.encode(), name)
    assert from_data(json.loads(json.dumps(as_data(thread)))) == thread
    posts = [(post.number, post.parent, post.text) for post in thread.posts]
    return posts, [f"{remark.where}: {remark.reason}" for remark in thread.remarks]


def discourse(*posts: dict[str, object], **topic: object) -> str:
    stream = {"posts": list(posts), "stream": list(range(len(posts)))}
    return json.dumps(
        {"id": 7, "title": "Lights", "created_at": "2024-03-01", "post_stream": stream, **topic}
    )


def test_a_table_is_read_with_a_remark_for_each_thing_that_is_wrong():
    posts, remarks = said(
        f"{HEAD}1,,Thandi,2024-03-01 10:00,Why?,Lights\n"
        '2,9,Sipho,soon,"two\nlines",\n'
        "2,1,Sipho,,again,\n"
        "x,1,,,words,\n"
        "4,3,,2999-01-01,a,\n"
        "3,4,,,b,\n"
        "5,5,,,'=SUM(A1),\n"
        "6,1,,,,\n"
    )
    assert posts == [
        (1, None, "Why?"),
        (2, None, "two\nlines"),
        (3, None, "b"),
        (4, 3, "a"),
        (5, None, "=SUM(A1)"),
    ]
    assert remarks == [
        "line 4: “soon” is no date that we read; write 2026-03-31 14:05.",
        "line 6: Its number is no whole number from 1.",
        "line 7: The date 2999-01-01 can't be right; the post before gives its own.",
        "line 9: It answers itself: it stands by itself.",
        "line 10: It has no text.",
        "line 5: There is a post 2 already.",
        "line 4: It answers 9, which is not in the file: it stands by itself.",
        "line 8: These posts answer each other in a circle: this one stands by itself.",
    ]
    thread = read_thread(f"{HEAD}1,,Thandi,2024-03-01 10:00,Why?,Lights\n2,1,,,So,\n".encode(), "t.csv")
    assert (thread.title, thread.source) == ("Lights", "csv")
    ten = datetime(2024, 3, 1, 8, tzinfo=UTC)  # ten o'clock here
    assert [(post.author, post.posted_at) for post in thread.posts] == [("Thandi", ten), ("Somebody", ten)]


def test_other_separators_and_letters_of_spreadsheets_are_read():
    posts, _remarks = said("number;text\n1;Khâi-Ma\n")
    assert posts == [(1, None, "Khâi-Ma")]
    assert read_thread("number,text\n1,Khâi".encode("cp1252"), "t.csv").posts[0].text == "Khâi"
    assert read_thread("\ufeffnumber,text\n1,Khâi".encode(), "t.csv").posts[0].text == "Khâi"


def test_discourse_is_read_without_what_was_hidden_there():
    cooked = (
        '<aside class="quote"><blockquote><p>Who?</p></blockquote></aside><p>We <strong>did</strong> '
        '<a href="https://x.example/a">this</a>:<br>now</p><ul><li>one</li><li>two</li></ul>'
        '<img src="x.png" alt="a lamp"><script>pwned()</script>'
    )
    posts, remarks = said(
        discourse(
            {"post_number": 1, "username": "thandi", "name": "Thandi", "raw": "Why *not*?"},
            {
                "post_number": 2,
                "username": "sipho",
                "cooked": cooked,
                "reply_to_post_number": 1,
                "polls": [1],
            },
            {"post_number": 3, "cooked": "secret", "hidden": True},
            {"post_number": 4, "cooked": "secret", "deleted_at": "2024-03-01"},
            {"post_number": 5, "cooked": "closed", "post_type": 3},
            {"post_number": True, "cooked": "odd"},
            {"post_number": 6, "cooked": None},
        ),
        "t.json",
    )
    assert posts == [
        (1, None, "Why *not*?"),
        (2, 1, "> Who?\n>\nWe **did** [this](https://x.example/a):\nnow\n\n- one\n\n- two\n\na lamp"),
    ]
    assert remarks == [
        "post 2: Its poll comes as text, without votes.",
        "post 3: It was hidden or deleted there.",
        "post 4: It was hidden or deleted there.",
        "post 5: It is no post, but a note of what somebody did to the thread.",
        "post True: It has no number.",
        "post 6: It has no text.",
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "This is no table that we read."),
        ("a,b\n1,2\n", "This is no table that we read."),
        ('number,text\n1,"open', "This is no table that we read."),
        ("number,text\n\x00,1", "This is no table that we read."),
        ("number,text\n", "No row of the file has a number"),
        ("{", "This is no thread of Discourse."),
        ("[" * 100_000, "This is no thread of Discourse."),
        ('{"post_stream": {"posts": {}}}', "This is no thread of Discourse."),
        (discourse(), "The file has no post that people read."),
        ("number,text\n" + "1,x\n" * 5000, "A file can have 5 MB and 2,000 posts."),
        ("number,text\n1," + "x" * 6_000_000, "A file can have 5 MB and 2,000 posts."),
    ],
    ids=range(11),
)
def test_what_is_no_thread_is_refused_with_what_to_do(content, words):
    with pytest.raises(UnreadableFile, match="^" + words.replace(".", r"\.")):
        read_thread(content.encode(), "file")


def test_markup_of_another_forum_comes_as_words():
    for payload in PAYLOADS:
        html = render(markdown_from_html(payload)).html.lower()
        assert "<script" not in html
        assert 'href="javascript' not in html
    assert markdown_from_html("a <b>*b*</b> &lt;i&gt; # c") == "a **\\*b\\*** \\<i> # c"
    assert markdown_from_html('<a href="javascript:x()">y</a>') == "y"
    assert markdown_from_html("<blockquote>" * 50_000) == ""
    assert markdown_from_html("<" * 300_000) != ""


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_read_or_refused(content):
    for before in (b"", b"number,text\n", b'{"post_stream":{"posts":['):
        try:
            read_thread(before + content, "file")
        except UnreadableFile:
            continue
