from casestudies.exports.prose import blocks


def shape(prose: str) -> list[tuple[tuple[str, ...], int, int, str]]:
    return [
        (block.markers, block.opens, block.list_key, "".join(token.content for token in block.inline))
        for block in blocks(prose)
    ]


def test_paragraphs_know_the_list_items_around_them():
    prose = "Intro\n\n- one\n\n  more of one\n\n  3. inner\n- two\n\n1) other"
    assert shape(prose) == [
        ((), 0, 0, "Intro"),
        (("-",), 1, 1, "one"),
        (("-",), 0, 1, "more of one"),
        (("-", "3."), 1, 2, "inner"),
        (("-",), 1, 1, "two"),
        (("1)",), 1, 3, "other"),
    ]


def test_an_item_that_starts_with_a_list_opens_both():
    assert shape("- 2. deep") == [(("-", "2."), 2, 2, "deep")]


def test_quotes_rules_html_and_fences_leave_only_their_text():
    assert shape("> said\n\n---\n\n<b>x</b>\n\n```py\nrun()\n\nstop()\n```") == [
        ((), 0, 0, "said"),
        ((), 0, 0, "<b>x</b>"),
        ((), 0, 0, "run()stop()"),
    ]


def test_a_heading_is_marked():
    assert [block.is_heading for block in blocks("# One\n\ntwo\n\nthree\n---")] == [True, False, False]


def test_entities_cannot_spell_a_line_break_or_what_xml_forbids():
    assert shape("a&#10;&#10;# b&#12;c") == [((), 0, 0, "a # bc")]


def test_what_looks_like_a_definition_is_still_said():
    assert shape("[a]: https://x.example/ 'b'") == [((), 0, 0, "[a]: https://x.example/ 'b'")]
