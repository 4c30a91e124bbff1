"""The board of insights and the code book, with a browser that has no script."""

import pytest
from django.urls import reverse

from forums.actions.code_book import add_code
from forums.actions.insights import add_cluster, make_insight
from forums.models import Insight, InsightCluster, Stance
from tests.factories import NOW, amina
from tests.factories.conversations import come, first_round, give, make_talk

pytestmark = pytest.mark.django_db
SLUG = "who-keeps-watch"


def url(name: str, *args) -> str:
    return reverse(name, args=[SLUG, *args])


@pytest.fixture
def talk(client):
    client.force_login(amina())
    return make_talk()


def said(talk, text="We watch until nine. Then nobody does."):
    return give(first_round(talk), come(talk), text).post


def test_words_are_made_an_insight_and_moved_to_a_cluster(client, talk):
    number = said(talk).number
    client.post(url("add_cluster"), {"title": "Nights", "stance": "difference", "note": "Two don't."})
    made = {"words": "Then nobody does.", "text": "Nights are empty.", "codes": "Night, Watch"}
    assert client.post(f"{url('insights')}?from={number}", made).status_code == 302
    insight = Insight.objects.get()
    cluster = InsightCluster.objects.get()
    move = {"cluster": cluster.pk, "seen_revision": 1}
    assert client.post(url("insight_act", insight.pk, "move"), move).status_code == 302
    page = client.get(url("insights")).content.decode()
    assert "Where we disagreed" in page
    assert "Nights are empty." in page
    shown = client.get(reverse("conversation", args=[SLUG])).content.decode()
    assert "Nights are empty." in shown
    assert "Watch</span>" in shown


def test_what_was_typed_stays_when_a_colleague_was_faster(client, talk):
    insight = make_insight(
        subject=talk, post=said(talk), words="Then nobody does.", by=amina(), text="First.", now=NOW
    )
    change = {"text": "Mine.", "codes": "", "stance": "", "seen_revision": 1}
    client.post(url("insight_act", insight.pk, "change"), {**change, "stance": "agreement"})
    answer = client.post(url("insight_act", insight.pk, "change"), {**change, "text": "Theirs."})
    assert answer.status_code == 409
    assert "Theirs." in answer.content.decode()
    insight.refresh_from_db()
    assert (insight.text, insight.stance) == ("Mine.", Stance.AGREEMENT)


def test_another_conversations_board_is_out_of_reach(client, talk):
    elsewhere = add_cluster(subject=make_talk("another"), title="Elsewhere")
    insight = make_insight(subject=talk, post=said(talk), words="Then nobody does.", by=amina(), now=NOW)
    move = {"cluster": elsewhere.pk, "seen_revision": 1}
    assert client.post(url("insight_act", insight.pk, "move"), move).status_code == 409
    assert client.post(url("cluster_act", elsewhere.pk, "remove")).status_code == 404


def test_the_board_costs_the_same_for_many_insights(client, talk, django_assert_max_num_queries):
    post = said(talk, "One. Two. Three. Four. Five.")
    for word in ("One.", "Two.", "Three.", "Four."):
        make_insight(subject=talk, post=post, words=word, by=amina(), codes=["Night", word], now=NOW)
    with django_assert_max_num_queries(28):
        client.get(url("insights"))


def test_the_code_book_adds_merges_and_parts(client, talk):
    assert client.post(reverse("code_book"), {"name": "Night"}).status_code == 302
    dark = add_code(name="After dark", by=amina(), now=NOW)
    again = client.post(reverse("code_book"), {"name": "night"})
    assert again.status_code == 409
    assert "already" in again.content.decode()
    client.post(reverse("code_act", args=[dark.pk, "merge"]), {"into": dark.pk - 1})
    assert "was merged into it" in client.get(reverse("code_book")).content.decode()
    client.post(reverse("code_act", args=[dark.pk, "part"]))
    assert "was merged into it" not in client.get(reverse("code_book")).content.decode()
