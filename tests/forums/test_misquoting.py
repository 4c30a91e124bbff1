"""Nobody can be misquoted: 10,000 ways to try it, and 5,000 genuine quotations that must get through."""

import unicodedata
from collections.abc import Iterator
from random import Random

import pytest

from casestudies.models import BriefSection
from exchange.errors import ActionError
from exchange.text import (
    Span,
    find,
    quoted_passages,
    render,
    require_shortened,
    same_words,
    stands_in,
    words_at,
)
from forums.actions.citing import problems_of
from forums.actions.quotations import mismatch_of
from forums.actions.summaries import cite_words, save_item, shorten_citation
from forums.models import Quotation
from forums.presentation import document_of_summary
from tests.factories import NOW, agree, amina, ben, chloe, make_post, make_summary, make_thread

WORKED = BriefSection.WHAT_WORKED
SOURCES = (
    "We did not light the streets at first; the budget was cut. Nobody came to the rank after nine, and the "
    "traders never forgot it. In March 2023 we put 14 lamps up — and the women came back.",
    "The patrol walked every Friday for six months. It worked when the taxi association joined us, and it "
    "stopped working when they left. We would not do it again without them.",
    "Ons het nie genoeg geld gehad nie. Abantu bebesaba ukuphuma ebusuku. Ri a livhuwa nga maanḓa; ro vha ri "
    "sa ḓivhi. “It’s the small things,” she said, “that keep people safe…”",
    "Residents of the hostel wanted a clinic, not a fence. The ward committee voted 7 to 5 for the fence. I "
    "think that was a mistake 😔 but others in the room disagreed with me.",
)
NEGATIONS = (" not", " never", " no", "Nobody", " nie", "without")
ALIKE = {"a": "а", "e": "е", "o": "о", "c": "с", "p": "р", "i": "і", "x": "х"}
OTHER_WORDS = ("always", "rarely", "officials", "millions", "yesterday", "everyone", "maybe", "seventy")


def plain_of(source: str) -> str:
    return render(source).plain


PLAINS = tuple(plain_of(source) for source in SOURCES)


def stretch(random: Random, plain: str, fewest: int = 4) -> str:
    """Whole words of a text, in a row."""
    words = plain.split(" ")
    start = random.randrange(len(words) - fewest)
    return " ".join(words[start : start + random.randint(fewest, min(14, len(words) - start))])


def changed_word(random: Random, plain: str) -> str:
    words = stretch(random, plain).split(" ")
    words[random.randrange(len(words))] = random.choice(OTHER_WORDS)
    return " ".join(words)


def changed_negation(random: Random, plain: str) -> str:
    there = [one for one in NEGATIONS if one in plain]
    if there and random.random() < 0.7:
        negation = random.choice(there)
        at = plain.index(negation)
        start = plain.rfind(". ", 0, at) + 2 if ". " in plain[:at] else 0
        return plain[start : at + len(negation) + 30].replace(negation, "", 1)
    words = stretch(random, plain).split(" ")
    words.insert(random.randrange(1, len(words)), "not")
    return " ".join(words)


def joined(random: Random, plain: str) -> str:
    other = random.choice([one for one in PLAINS if one != plain])
    return f"{stretch(random, plain)} {stretch(random, other)}"


def out_of_order(random: Random, plain: str) -> str:
    words = stretch(random, plain, 6).split(" ")
    half = len(words) // 2
    return " ".join([*words[half:], *words[:half]])


def look_alike(random: Random, plain: str) -> str:
    words = stretch(random, plain)
    places = [at for at, letter in enumerate(words) if letter in ALIKE]
    if not places:
        return words + "а"
    at = random.choice(places)
    return words[:at] + ALIKE[words[at]] + words[at + 1 :]


def left_out(random: Random, plain: str) -> str:
    words = stretch(random, plain, 6).split(" ")
    del words[random.randrange(1, len(words) - 1)]
    return " ".join(words)


ATTACKS = (changed_word, changed_negation, joined, out_of_order, look_alike, left_out)


def attempts(count: int) -> Iterator[tuple[str, str]]:
    """A text, and words that are not in it although they look it."""
    random = Random(20261127)  # noqa: S311
    made = 0
    while made < count:
        plain = random.choice(PLAINS)
        words = ATTACKS[made % len(ATTACKS)](random, plain)
        if " ".join(words.split()) not in " ".join(plain.split()):
            made += 1
            yield plain, words


def test_ten_thousand_misquotations_are_found_nowhere():
    got_through = []
    for plain, words in attempts(10_000):
        try:
            find(plain, words)
        except ActionError:
            continue
        got_through.append((plain, words))
    assert got_through == []


def test_nor_are_they_an_honest_short_form_of_what_was_said():
    for plain, words in attempts(3_000):
        with pytest.raises(ActionError):
            require_shortened(f"[…] {words} […]", plain)


def test_nor_do_they_stand_in_the_prose_between_quotation_marks():
    marks = ("“%s”", '"%s"', "«%s»")
    for number, (plain, words) in enumerate(attempts(3_000)):
        words = "".join(character for character in words if character not in '“”"«»')
        if len(words.split()) < 4 or stands_in(words, plain):
            continue
        [passage] = quoted_passages(f"They said: {marks[number % 3] % words} in the meeting.")
        assert not stands_in(passage, plain)


def disguised(random: Random, words: str) -> str:
    """The same words as another program would send them."""
    if random.random() < 0.4:
        words = unicodedata.normalize("NFD", words)
    if random.random() < 0.4:
        words = words.translate(str.maketrans({"’": "'", "“": '"', "”": '"', "—": "–", "'": "’"}))
    if random.random() < 0.3:
        words = words.replace("…", "...")
    if random.random() < 0.4:
        at = random.randrange(len(words))
        if not unicodedata.combining(words[at]):
            words = words[:at] + "\u00ad" + words[at:]
    return words.replace(" ", random.choice([" ", "\n", "\u00a0", "  ", "\t"]))


def test_five_thousand_genuine_quotations_are_found_and_frozen_as_they_were_said():
    random = Random(7)  # noqa: S311
    for number in range(5_000):
        plain = PLAINS[number % len(PLAINS)]
        words = stretch(random, plain)
        at = plain.index(words)
        sent = disguised(random, words)
        span = find(plain, sent, before=plain[max(0, at - 60) : at], after=plain[at + len(words) :][:60])
        assert same_words(words_at(plain, span), words), sent


def test_words_over_formatting_are_found():
    plain = plain_of(
        "We *did not* light the **streets**, and [nobody](https://example.org) came.\n\n- One lamp\n- Two"
    )
    for words in ("did not light the streets, and nobody came", "came.\n\nOne lamp\nTwo", "One lamp Two"):
        assert isinstance(find(plain, words), Span)


# Through the doors that people use ----------------------------------------------------------------
@pytest.fixture
def threads():
    """Ben said the first, Chloé the second; both agreed to be quoted."""
    thread = make_thread(author=agree(ben()), text=SOURCES[0])
    make_post(thread, agree(chloe()), SOURCES[1])
    return thread


@pytest.mark.django_db
def test_no_misquotation_gets_into_an_export(threads):
    summary = make_summary(threads)
    first = threads.posts.get(number=1)
    words = "Nobody came to the rank after nine"
    item = cite_words(summary=summary, target=WORKED, post=first, words=words, by=amina(), now=NOW)
    citation = item.citations.get()
    refused = 0
    for plain, tried in attempts(240):
        other = threads.posts.get(number=1 if plain == PLAINS[0] else 2)
        for act in (
            lambda: cite_words(summary=summary, target=item, post=other, words=tried, by=amina(), now=NOW),  # noqa: B023
            lambda: shorten_citation(citation=citation, shortened=f"[…] {tried} […]"),  # noqa: B023
        ):
            with pytest.raises(ActionError):
                act()
            refused += 1
    assert (refused, item.citations.count(), citation.shortened) == (480, 1, "")
    [quoted] = [
        one for section in document_of_summary(summary).sections for one in section.items[0].quotations
    ]
    assert (quoted.words, quoted.attribution) == (words, ben().byline)


@pytest.mark.django_db
def test_words_are_never_put_into_another_persons_mouth(threads):
    """Who said it follows from where it stands: nothing that a form sends can say otherwise."""
    summary = make_summary(threads)
    words = "The patrol walked every Friday for six months."
    with pytest.raises(ActionError):
        cite_words(
            summary=summary,
            target=WORKED,
            post=threads.posts.get(number=1),
            words=words,
            by=amina(),
        )
    cite_words(
        summary=summary,
        target=WORKED,
        post=threads.posts.get(number=2),
        words=words,
        by=amina(),
    )
    assert Quotation.objects.get().attribution == chloe().byline


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["words", "start", "words_hash"])
def test_frozen_words_that_were_changed_behind_our_back_stop_the_export(threads, field):
    summary = make_summary(threads)
    cite_words(
        summary=summary,
        target=WORKED,
        post=threads.posts.get(number=2),
        words="every Friday for six months",
        by=amina(),
        now=NOW,
    )
    changed = {"words": "every Friday for nine months", "start": 3, "words_hash": "0" * 64}
    Quotation.objects.update(**{field: changed[field]})
    assert mismatch_of(Quotation.objects.get())
    assert problems_of(summary)
    with pytest.raises(ActionError):
        document_of_summary(summary)


@pytest.mark.django_db
def test_prose_may_quote_in_marks_only_what_its_quotations_say(threads):
    summary = make_summary(threads)
    item = cite_words(
        summary=summary,
        target=WORKED,
        post=threads.posts.get(number=2),
        words="It worked when the taxi association joined us",
        by=amina(),
        now=NOW,
    )
    save_item(item=item, seen_revision=1, prose="“It worked when the taxi association joined us”, they said.")
    assert problems_of(summary) == []
    save_item(
        item=item, seen_revision=2, prose="“It worked because the taxi association joined us”, they said."
    )
    [problem] = problems_of(summary)
    assert "because the taxi association" in problem.words
