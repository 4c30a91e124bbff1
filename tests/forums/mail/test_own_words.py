import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forums.mail.from_html import text_from_html
from forums.mail.own_words import own_words
from forums.mail.reading import LONGEST_TEXT

QUOTED = "> How do you keep the lights on?\n> We tried three things."
MINE = "We count them every Friday.\n\n- at six\n- and at nine"


@pytest.mark.parametrize(
    "mail",
    [
        MINE,
        f"{MINE}\n\nOn Tue, 24 Nov 2026 at 09:12, Ben Jacobs <ben@people.example> wrote:\n{QUOTED}\n",
        f"{MINE}\n\nOn Tue, 24 Nov 2026 at 09:12,\nBen Jacobs <ben@people.example>\nwrote:\n\n{QUOTED}\n",
        f"{MINE}\n\nOp Di. 24 Nov. 2026 om 09:12 het Ben Jacobs <ben@people.example> geskryf:\n{QUOTED}",
        f"{MINE}\r\n\r\nOn Monday Ben wrote:\r\n\r\n{QUOTED}",
        f"On 24/11/2026 09:12, Ben wrote:\n{QUOTED}\n\n{MINE}",
        f"{MINE}\n\n-----Original Message-----\nFrom: Ben\nHow do you keep the lights on?",
        f"{MINE}\n\n-----Oorspronklike boodskap-----\nVan: Ben\nHow do you keep the lights on?",
        f"{MINE}\n\n________________________________\nFrom: Ben <ben@people.example>\nSent: Tuesday\n"
        "To: Amina\nSubject: Lights\n\nHow do you keep the lights on?",
        f"{MINE}\n\n*Van:* Ben\n*Gestuur:* Dinsdag\n*Aan:* Amina\n*Onderwerp:* Lights\n\nHow do you …",
        f"{MINE}\n\nOn Tue, 24 Nov 2026 at 09:12 Ben <ben@people.example> wrote:\nHow do you keep them on?",
        f"{MINE}\n\n{QUOTED}",
        f"{MINE}\n\n-- \nAmina Dlamini\nPretoria",
        f"{MINE}\n\n--\nAmina Dlamini",
        f"{MINE}\n\nSent from my iPhone\n",
        f"{MINE}\n\nGestuur vanaf my Samsung-toestel\n\nOn Tue, 24 Nov 2026 at 09:12, Ben wrote:\n{QUOTED}",
    ],
)
def test_what_was_answered_and_a_signature_are_left_out(mail):
    assert own_words(mail) == MINE


@pytest.mark.parametrize(
    "mail",
    [
        "On Monday the mayor wrote:\nthe lights come on at six.",
        "On Friday at 18:30 the mayor wrote:\nthe lights come on at six.",
        "On the wall somebody wrote: we are here",
        "From: Mamelodi\nTo: Pretoria\nDate: each Friday",
        "Kind regards are not enough.\n\nBest regards,\nAmina",
        "> What kept the rank safe?\n\nThe marshals did.",
        "Heading\n--\nand its text",
        "Thanks,\n\nthat is what we need.\n\n- one\n- two\n\n---\n\nand three",
        "Sent from my heart, and from that of everybody who walks home from the rank after ten at night.",
        "-- \nonly this",
    ],
)
def test_words_that_only_look_like_it_are_kept(mail):
    assert own_words(mail) == mail


def test_an_answer_between_the_lines_is_kept_whole():
    mail = "On 24 Nov 2026 at 09:12, Ben wrote:\n> One?\nYes.\n> Two?\nNo, at five.\n> Three?\n"
    assert own_words(mail) == "Yes.\nNo, at five."


def test_where_nothing_but_the_quoted_text_came_there_are_no_words():
    assert own_words(f"\n\nOn 24 Nov 2026 at 09:12, Ben wrote:\n{QUOTED}\n") == ""


lines = st.sampled_from(
    [">", "> a", "On ", "wrote:", "-- ", "--", "____________", "From: a", "Sent: b", "Subject:", "", "a@b"]
)


@given(st.lists(st.one_of(lines, st.text(alphabet="abc >-_:", max_size=8)), max_size=30))
def test_whatever_comes_each_line_of_the_answer_is_one_of_the_mail_in_its_order(mail):
    remaining = iter([line.rstrip() for line in mail])
    assert all(line.rstrip() in remaining for line in own_words("\n".join(mail)).split("\n") if line.strip())


PARTS = ["> ", "On ", "-", "\n", "From: a\n", "On\n", "____________\n\n", "> On\n", "  "]
HTML_PARTS = ["<div>", "<!--", "<![", "<a ", "</", "<blockquote>", "&#9", "<p a='", "<li>", "<svg>"]


@pytest.mark.parametrize("part", [*PARTS, *HTML_PARTS, "&#" + "9" * 5000])
def test_the_longest_mail_of_anything_is_read_in_a_moment(part):
    hostile = part * (LONGEST_TEXT // len(part))
    began = time.process_time()
    own_words(hostile if part in PARTS else text_from_html(hostile))
    assert time.process_time() - began < 5


def test_html_becomes_the_words_that_a_reader_saw():
    html = (
        "<html><head><title>x</title><style>p {color: red}</style><body><p>We count them <b>every</b> Friday."
        "<ul><li>at six</li><li>and at nine</li></ul><script>alert(1)</script>"
        "<div>On 24 Nov 2026 at 09:12, Ben &lt;ben@people.example&gt; wrote:</div>"
        "<blockquote><p>How do you keep the lights on?</p></blockquote>"
    )
    assert own_words(text_from_html(html)) == "We count them every Friday.\n\n- at six\n- and at nine"


def test_lines_of_nested_boxes_are_lines():
    html = (
        "<div dir=ltr><div>One &amp; two.</div><div>Three<br>four &lt;b&gt;</div><p>V</p></div>&#99999999999;"
    )
    assert text_from_html(html) == "One & two.\nThree\nfour <b>\n\nV\n\n\ufffd"


def test_what_outlook_puts_below_is_the_mail_that_was_answered():
    html = (
        "<div>Every Friday.</div><hr><div id=divRplyFwdMsg>From: Ben</div><div>How do you keep them on?</div>"
    )
    assert own_words(text_from_html(html)) == "Every Friday."
