import pytest

from casestudies.exports import Item, Section
from casestudies.exports.plain import to_plain
from tests.casestudies.exports.values import HARD_WORDS, SITE, document, quoted


def test_the_whole_document():
    prose = "We **agreed**\nat once:\n\n- *first*\n  1. in detail\n- then [more](/x/)\n\n# Later\n\nEnd."
    assert to_plain(document(Item(prose, (quoted("It worked."),)))) == (
        "*Demonstration.* The municipality, the people and their words in this document are made up.\n\n"
        "*What kept the rank safe*\nLearning from Mbali Bay\n"
        "Brief · Approved · Version 1.2 · Published 14 September 2023\n\n"
        f"Engagement: Public Spaces\nMunicipality: Mbali Bay (fictional)\n\n{SITE}/learning/rank/\n\n"
        "*What worked*\n\nWe *agreed* at once:\n• _first_\n  1. in detail\n"
        f"• then more ({SITE}/x/)\n\n*Later*\n\nEnd.\n\n"
        "“It worked.”\n— Ben (q1), urban safety officer [1]\n\n"
        "*Who took part*\nAmina Dlamini, facilitator; a shop owner (role only)\n\n"
        "*How to cite and reuse this*\nMunicipal Safety Exchange (2023). What kept the rank safe.\n"
        "CC BY-NC-SA 4.0\n\n*About the quotations*\nEach quotation leads to the words as they were said, "
        "with what was said around them. The address keeps answering, also after words are withdrawn.\n\n"
        f"*Notes*\n[1] Ben (q1), urban safety officer\n{SITE}/words/q1/\n"
    )


@pytest.mark.parametrize("words", HARD_WORDS)
def test_the_exact_words_and_their_address_on_a_line_of_its_own(words):
    written = to_plain(document(Item("", (quoted(words),))))
    assert f"“{words}”\n— Ben (q1), urban safety officer [1]\n" in written
    assert written.endswith(f"[1] Ben (q1), urban safety officer\n{SITE}/words/q1/\n")


def test_an_address_that_is_its_own_text_is_written_once():
    written = to_plain(document(Item("<https://x.example/a> and <a@x.example> and [no](javascript:1)")))
    assert "*What worked*\n\nhttps://x.example/a and a@x.example and [no](javascript:1)\n\n" in written


def test_a_withdrawn_quotation_says_so():
    written = to_plain(document(Item("So:", (quoted("the secret", withdrawn=True),))))
    assert "So:\n\nWords withdrawn by the person who said them. [1]\n" in written
    assert written.endswith(f"[1] Words withdrawn by the person who said them.\n{SITE}/words/q1/\n")
    assert "secret" not in written
    assert "Ben" not in written


def test_a_section_without_items_says_so_and_a_real_document_has_no_banner():
    written = to_plain(document(sections=(Section("x", "What next"),), is_demonstration=False))
    assert written.startswith("*What kept the rank safe*\n")
    assert "*What next*\n\nNothing is recorded under this heading.\n" in written
