"""Insights on a board, and the code book that all boards share."""

import pytest

from forums.actions import code_book, insights
from forums.actions.insights import add_cluster, change_insight, make_insight, move_insight
from forums.models import Code, Insight, InsightCluster, Stance
from forums.queries.conversations.board import board_of
from forums.queries.conversations.board import code_book as codes_in_use
from tests.factories import NOW, amina
from tests.factories.conversations import come, first_round, give, make_talk

pytestmark = pytest.mark.django_db
SAID = "We watch the rank until nine. Then nobody does. The lamps went out in June."


@pytest.fixture
def talk():
    return make_talk()


@pytest.fixture
def post(talk):
    return give(first_round(talk), come(talk), SAID).post


def see(talk, post, words, **options):
    return make_insight(subject=talk, post=post, words=words, by=amina(), now=NOW, **options)


def texts(talk):
    return [
        (column.cluster.title if column.cluster else "", [one.text for one in column.insights])
        for column in board_of(talk)
    ]


def test_words_become_an_insight_with_codes_and_the_same_words_are_one(talk, post):
    one = see(talk, post, "Then nobody does.", text="Nights are empty.", codes=["Night", "night ", "Watch"])
    again = see(talk, post, "Then nobody does.", codes=["Pay"])
    assert again == one
    assert (one.quotation.words, one.text) == ("Then nobody does.", "Nights are empty.")
    assert sorted(code.name for code in one.codes.all()) == ["Night", "Pay", "Watch"]


def test_insights_are_moved_between_clusters_and_within_one(talk, post):
    nights, lamps = (add_cluster(subject=talk, title=title) for title in ("Nights", "Lamps"))
    first = see(talk, post, "We watch the rank until nine.", text="one", cluster=nights)
    second = see(talk, post, "Then nobody does.", text="two", cluster=nights)
    third = see(talk, post, "The lamps went out in June.", text="three")
    assert texts(talk) == [("", ["three"]), ("Nights", ["one", "two"]), ("Lamps", [])]
    move_insight(insight=third, cluster=nights, before=second, seen_revision=1)
    assert texts(talk)[1] == ("Nights", ["one", "three", "two"])
    insights.shift_insight(insight=first, up=False, seen_revision=1)
    assert texts(talk)[1] == ("Nights", ["three", "one", "two"])
    move_insight(insight=second, cluster=None, seen_revision=1)
    insights.shift_cluster(cluster=lamps, up=True, seen_revision=1)
    assert texts(talk) == [("", ["two"]), ("Lamps", []), ("Nights", ["three", "one"])]


def test_nobody_overwrites_a_colleague(talk, post):
    insight = see(talk, post, "Then nobody does.")
    cluster = add_cluster(subject=talk, title="Nights")
    change_insight(
        insight=insight, text="First.", codes=[], stance=Stance.DIFFERENCE, by=amina(), seen_revision=1
    )
    stale = {"seen_revision": 1}
    for act in (
        lambda: change_insight(insight=insight, text="x", codes=[], stance=Stance.NONE, by=amina(), **stale),
        lambda: move_insight(insight=insight, cluster=cluster, **stale),
        lambda: insights.remove_insight(insight=insight, **stale),
    ):
        with pytest.raises(insights.BoardChangedMeanwhile):
            act()
    assert (Insight.objects.get().text, Insight.objects.get().stance) == ("First.", Stance.DIFFERENCE)


def test_a_difference_is_kept_with_what_is_behind_it_and_a_dissolved_cluster_keeps_its_insights(talk, post):
    cluster = add_cluster(subject=talk, title="Who pays", stance=Stance.DIFFERENCE, note="Two of us pay.")
    see(talk, post, "Then nobody does.", text="one", cluster=cluster)
    changed = insights.change_cluster(
        cluster=cluster, title="Pay", stance=Stance.AGREEMENT, note="", seen_revision=1
    )
    assert (changed.title, changed.stance, changed.note) == ("Pay", Stance.AGREEMENT, "")
    insights.remove_cluster(cluster=changed, seen_revision=2)
    assert texts(talk) == [("", ["one"])]


def test_what_does_not_fit_is_refused(talk, post):
    with pytest.raises(insights.TitleMissing):
        add_cluster(subject=talk, title=" ")
    with pytest.raises(insights.InsightTooLong):
        see(talk, post, "Then nobody does.", text="x" * 281)
    elsewhere = add_cluster(subject=make_talk("another"), title="Elsewhere")
    with pytest.raises(insights.NotOnThisBoard):
        see(talk, post, "Then nobody does.", cluster=elsewhere)
    with pytest.raises(code_book.TooManyCodes):
        see(talk, post, "Then nobody does.", codes=[f"code {n}" for n in range(9)])
    assert not Insight.objects.exists()
    assert InsightCluster.objects.count() == 1


# The code book ------------------------------------------------------------------------------------
def counts():
    return {use.code.name: use.count for use in codes_in_use()}


def test_codes_are_merged_counted_once_and_parted_again(talk, post):
    one = see(talk, post, "Then nobody does.", codes=["Night", "After dark"])
    see(talk, post, "The lamps went out in June.", codes=["After dark"])
    night, dark = Code.objects.get(name="Night"), Code.objects.get(name="After dark")
    assert counts() == {"After dark": 2, "Night": 1}
    code_book.merge_code(code=night, into=dark)
    assert counts() == {"After dark": 2}
    assert [code.name for code in one.leading_codes] == ["After dark"]
    third = see(talk, post, "We watch the rank until nine.", codes=["NIGHT"])
    assert [code.name for code in third.leading_codes] == ["After dark"]
    with pytest.raises(code_book.CannotMerge):
        code_book.merge_code(code=dark, into=night)
    code_book.part_code(code=Code.objects.get(name="Night"))
    assert counts() == {"After dark": 3, "Night": 1}


def test_a_code_is_renamed_but_not_to_one_that_is_there_nor_over_a_colleague():
    pay = code_book.add_code(name="Pay", by=amina(), now=NOW)
    code_book.add_code(name="Wages", by=amina(), now=NOW)
    with pytest.raises(code_book.CodeThere):
        code_book.rename_code(code=pay, name="WÁGES", meaning="", seen="Pay")
    code_book.rename_code(code=pay, name="Stipend", meaning="What volunteers get.", seen="Pay")
    with pytest.raises(code_book.CodeChangedMeanwhile):
        code_book.rename_code(code=pay, name="Money", meaning="", seen="Pay")
    with pytest.raises(code_book.CodeEmpty):
        code_book.add_code(name=" ! ", by=amina(), now=NOW)
