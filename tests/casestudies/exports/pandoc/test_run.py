import logging

import pytest

from casestudies.exports.pandoc.ast import image, link, para, text, tree
from casestudies.exports.pandoc.run import DocumentNotMade, convert


def test_text_stays_text_whatever_it_looks_like():
    words = "*a* `b` <c> $d$ @e [f](g) &amp; {.h} \\i\n```{=html}\n<script>"
    written = convert(tree([para(text(words))], {}), "plain").decode()
    assert written == words + "\n"


def test_nothing_of_the_machine_can_be_read(tmp_path):
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"secret")
    blocks = [para([image(str(secret), "alt")]), para([link("file:///etc/passwd", text("x"))])]
    content = convert(tree(blocks, {}), "docx")
    assert b"secret" not in content


def test_what_takes_too_long_is_stopped(caplog):
    with caplog.at_level(logging.CRITICAL), pytest.raises(DocumentNotMade):
        convert(tree([para(text("x"))], {}), "docx", longest=0.000_1)


def test_what_needs_too_much_memory_is_stopped(caplog):
    blocks = [para(text("word " * 2_000)) for _ in range(2_000)]
    with caplog.at_level(logging.CRITICAL), pytest.raises(DocumentNotMade, match="could not be made"):
        convert(tree(blocks, {}), "docx", memory="16m")


def test_what_is_no_tree_is_refused(caplog):
    with caplog.at_level(logging.CRITICAL), pytest.raises(DocumentNotMade):
        convert(b"not a tree", "docx")
