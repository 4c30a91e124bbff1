"""Who appears in a summary and who does not: by use, kind, municipality and opinion group."""

import pytest

from exchange.people.models import Organisation
from forums.actions.quotations import NoConsentToQuote, attribution_for
from forums.actions.summarising.reading import mark_read
from forums.models import (
    ParticipantKind,
    Quotation,
    Statement,
    StatementVote,
    StatementVoter,
    Terms,
)
from forums.queries.coverage import coverage_of
from forums.queries.quotable import quotable_among
from forums.queries.source_list import SourceFilter, Use, posts_to_read, source_page
from tests.factories import (
    NOW,
    agree,
    amina,
    answer,
    ask,
    ben,
    chloe,
    cite,
    close,
    join,
    make_conversation,
    make_engagement,
    make_member,
    make_post,
    make_session,
    make_summary,
    make_thread,
    pick,
    vote,
)

pytestmark = pytest.mark.django_db

SAID = "Keep a torch ready. The traders know who sleeps there."
QUOTED = "The traders know who sleeps there."


def shown(rows):
    return [(row.label, row.sources, row.cited, row.appears) for row in rows]


# Use ----------------------------------------------------------------------------------------------
def test_each_source_is_cited_or_read_or_still_unread():
    thread = make_thread(author=agree(ben()), text=SAID)
    posts = [make_post(thread, agree(chloe()), f"Number {number} was said.") for number in range(3)]
    summary = make_summary(thread)
    cite(summary, thread.posts.get(number=1), QUOTED)
    mark_read(summary=summary, posts=posts[:1], reason="Said elsewhere.", by=amina(), now=NOW)
    found = coverage_of(summary, amina())
    assert (found.cited, found.read, found.unread, found.sources, found.seen) == (1, 1, 2, 4, 2)
    cite(summary, posts[0], "Number 0 was said.")  # what was noted as not used is used after all
    found = coverage_of(summary, amina())
    assert (found.cited, found.read, found.unread) == (2, 0, 2)


# Kinds and municipalities --------------------------------------------------------------------------
def test_a_kind_and_a_municipality_that_nobody_quotes_are_named():
    police = Organisation.objects.create(slug="saps", name="SAPS", kind="police")
    ngo = Organisation.objects.create(slug="light", name="Light for all", kind="ngo")
    officer, neighbour = agree(ben()), agree(chloe())
    for person, organisation in ((officer, police), (neighbour, ngo)):
        person.organisation = organisation
        person.save()
    thread = make_thread(author=officer, text=SAID)
    make_post(thread, neighbour)
    summary = make_summary(thread)
    assert len(coverage_of(summary, amina()).missing) == 4
    cite(summary, thread.posts.get(number=1), QUOTED)
    found = coverage_of(summary, amina())
    assert shown(found.kinds) == [
        ("Non-governmental organisation", 1, 0, False),
        ("Police", 1, 1, True),
    ]
    assert shown(found.municipalities) == [
        ("Klipdrif, Northern Cape", 1, 0, False),
        ("Mbali Bay, Eastern Cape", 1, 1, True),
    ]
    assert [one.label for one in found.missing] == [
        "Non-governmental organisation",
        "Klipdrif, Northern Cape",
    ]


def test_who_asked_anonymously_is_counted_nowhere():
    session = make_session()
    ask(join(session, ben()), is_anonymous=True)
    found = coverage_of(close(session), amina())
    assert (found.sources, found.municipalities) == (1, [])


def test_under_chatham_house_terms_neither_kind_nor_place_is_counted():
    conversation = make_conversation(terms=Terms.CHATHAM_HOUSE)
    thread = make_thread(conversation, agree(ben()), text=SAID)
    found = coverage_of(make_summary(thread), amina())
    assert (found.hides_speakers, found.kinds, found.municipalities) == (True, [], [])


def test_a_participant_of_a_conversation_is_of_the_kind_that_they_were_invited_as():
    conversation = make_conversation()
    conversation.participants.create(
        user=ben(), name="Ben", kind=ParticipantKind.PRACTITIONER, municipality_code="MBY", invited_at=NOW
    )
    thread = make_thread(conversation, agree(ben()), text=SAID)
    found = coverage_of(make_summary(thread), amina())
    assert shown(found.kinds) == [("Practitioner", 1, 0, False)]


# A planted minority view ----------------------------------------------------------------------------
MAJORITY, MINORITY, STATEMENTS = 40, 7, 8


@pytest.fixture
def divided():
    """Forty people hold one view on eight statements, seven the other; two hold none that counts."""
    conversation = make_conversation()
    thread = make_thread(conversation, agree(ben()), text=SAID)
    make_post(thread, agree(chloe()), "Patrols frighten our own sons.")
    post = thread.posts.get(number=2)
    statements = [
        Statement.objects.create(conversation=conversation, number=n, text=f"Statement {n}.", made_at=NOW)
        for n in range(1, STATEMENTS + 1)
    ]
    statements[1].quotation = pick(post, "Patrols frighten our own sons.")
    statements[1].save()
    for number in range(MAJORITY + MINORITY):
        is_minor = number >= MAJORITY
        voter = StatementVoter.objects.create(conversation=conversation, number=number + 1, came_at=NOW)
        for place, statement in enumerate(statements):
            agrees = (place < STATEMENTS // 2) == is_minor
            if (number + place) % 9:  # nobody saw every statement
                StatementVote.objects.create(
                    statement=statement, voter=voter, value=1 if agrees else -1, voted_at=NOW
                )
    return make_summary(thread)


def test_a_group_of_a_tenth_that_nobody_quotes_is_missing_and_appears_once_it_is(divided):
    minority = coverage_of(divided, amina()).groups
    assert [group.appears for group in minority] == [False, False]
    assert {"Group 1, 40 people", "Group 2, 7 people"} == {one.label.split(", who")[0] for one in minority}
    [small] = [one for one in minority if one.label.startswith("Group 2")]
    assert "“Statement 2.”" in small.label
    post = divided.threads.get().posts.get(number=2)
    cite(divided, post, "Patrols frighten our own sons.")
    found = coverage_of(divided, amina())
    assert [(one.label[:7], one.appears) for one in found.groups] == [("Group 1", False), ("Group 2", True)]
    assert "Group 2" not in " ".join(one.label for one in found.missing)


def test_a_group_appears_when_one_of_its_people_is_quoted(divided):
    voter = StatementVoter.objects.filter(conversation=divided.conversation).order_by("-number").first()
    voter.user = ben()
    voter.save()
    cite(divided, divided.threads.get().posts.get(number=1), QUOTED)
    found = {one.label[:7]: one.appears for one in coverage_of(divided, amina()).groups}
    assert found == {"Group 1": False, "Group 2": True}
    divided.conversation.terms = Terms.CHATHAM_HOUSE
    divided.conversation.save()
    assert not any(one.appears for one in coverage_of(divided, amina()).groups)


def test_a_group_under_a_tenth_or_under_five_people_is_not_told_apart(divided):
    keep = StatementVoter.objects.filter(conversation=divided.conversation).order_by("-number")[4:]
    StatementVoter.objects.exclude(pk__in=[one.pk for one in keep]).delete()  # three of the minority are left
    assert [one.label[:7] for one in coverage_of(divided, amina()).groups] == ["Group 1"]


# The list -------------------------------------------------------------------------------------------
@pytest.fixture
def busy():
    session = make_session()
    asker = join(session, agree(ben()))
    voters = [join(session, make_member(f"Voter{number}")) for number in range(3)]
    top = vote(ask(asker, "Who pays for the copper?"), *voters)
    answer(top, "The ward does.")
    ask(asker, "When is the next walk?")
    return close(session)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (SourceFilter(), ["Who pays for the copper?", "The ward does.", "When is the next walk?"]),
        (SourceFilter(votes=2), ["Who pays for the copper?", "The ward does."]),
        (SourceFilter(kind="answer"), ["The ward does."]),
        (SourceFilter(words="COPPER"), ["Who pays for the copper?"]),
        (SourceFilter(is_starred=True), []),
        (SourceFilter(thread=0), []),
        (SourceFilter(use=Use.CITED), ["The ward does."]),
        (SourceFilter(use=Use.READ), ["When is the next walk?"]),
        (SourceFilter(use=Use.UNREAD), ["Who pays for the copper?"]),
        (SourceFilter(use=Use.UNUSED), ["Who pays for the copper?", "When is the next walk?"]),
    ],
)
def test_sources_are_filtered(busy, wanted, expected):
    posts = posts_to_read(busy, amina())
    cite(busy, posts.get(plain="The ward does."), "The ward does.")
    mark_read(
        summary=busy, posts=[posts.get(plain__startswith="When")], reason="Beside the topic.", by=amina()
    )
    wanted = wanted if wanted.thread is None else SourceFilter(thread=10**9)
    assert [one.post.plain for one in source_page(busy, amina(), wanted).sources] == expected


def test_the_list_goes_on_page_by_page(busy, monkeypatch):
    monkeypatch.setattr("forums.queries.source_list.SOURCES_A_PAGE", 2)
    first = source_page(busy, amina())
    second = source_page(busy, amina(), start=first.next)
    assert (first.total, first.next, second.next) == (3, 2, 0)
    assert len({one.post.pk for one in [*first.sources, *second.sources]}) == 3


@pytest.mark.parametrize("be_quoted", [True, False])
def test_what_may_be_quoted_is_what_freezing_words_allows(be_quoted):
    session = make_session()
    answer(ask(join(session, ben(), be_quoted=be_quoted)))
    ask(join(session, be_quoted=not be_quoted), "A guest asks.")
    summary = close(session)
    thread = session.threads.get()
    make_post(thread, agree(chloe(), be_quoted=be_quoted))
    make_post(thread, make_member("Never asked"))
    posts = list(posts_to_read(summary, amina()).select_related("thread"))

    def allows(post):
        try:
            attribution_for(post)
        except NoConsentToQuote:
            return False
        return True

    assert len(posts) == 5
    assert quotable_among(posts) == {post.pk for post in posts if allows(post)}
    assert Quotation.objects.count() == 0


def test_a_thread_on_another_subject_is_no_source():
    summary = make_summary(make_thread(author=agree(ben())))
    make_thread(make_engagement(), agree(chloe()))
    assert source_page(summary, amina()).total == 1
