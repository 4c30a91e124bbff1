"""Pages on which statements are voted on, drawn, and told."""

import pytest
from django.urls import reverse

from forums.access.conversations import link_of
from forums.actions.conversations.voting import close_voting
from forums.models import Statement, StatementVote, StatementVoter
from forums.views.conversations.seats import cookie_name
from tests.factories import NOW, amina, ben
from tests.factories.conversations import come, first_round, give, make_talk
from tests.factories.statements import SENTENCES, camps_vote, close_and_count, draw, put_to_vote

pytestmark = pytest.mark.django_db
SLUG = "who-keeps-watch"


def url(name: str = "statements", *args) -> str:
    return reverse(name, args=[SLUG, *args])


def in_vote(**options):
    talk = make_talk()
    draw(talk)
    return put_to_vote(talk, **options)


def test_a_guest_votes_one_after_the_other_and_this_browser_stays_the_same_voter(client):
    in_vote()
    page = client.get(url()).content.decode()
    assert "0 of 10" in page
    assert client.post(url("vote_on_statement", 1), {"vote": "agree"}).status_code == 302
    assert client.post(url("vote_on_statement", 2), {"vote": "pass"}).status_code == 302
    page = client.get(url()).content.decode()
    assert "2 of 10" in page
    assert "You agree" in page
    assert StatementVoter.objects.count() == 1
    client.post(url("vote_on_statement", 1), {"vote": "disagree"})
    assert StatementVote.objects.get(statement__number=1).value == -1


def test_nobody_sees_the_votes_of_another(client):
    talk = in_vote()
    camps_vote(talk, (6,))
    page = client.get(url()).content.decode()
    assert "0 of 10" in page
    assert "You agree" not in page
    assert "What all groups share" not in client.get(reverse("conversation", args=[SLUG])).content.decode()


def test_a_forged_cookie_is_nobodys(client):
    in_vote()
    client.post(url("vote_on_statement", 1), {"vote": "agree"})
    client.cookies[f"votes_{SLUG}"] = StatementVoter.objects.get().guest_key
    assert "0 of 10" in client.get(url()).content.decode()


def test_somebody_votes_by_the_link_that_they_take_part_with(client):
    talk = in_vote(is_public=False)
    assert client.get(url()).status_code == 403
    sipho = come(talk)
    client.cookies[cookie_name(SLUG)] = link_of(sipho)
    assert client.post(url("vote_on_statement", 1), {"vote": "agree"}).status_code == 302
    assert StatementVoter.objects.get().participant == sipho


def test_a_vote_after_the_close_is_told_and_not_counted(client):
    close_voting(conversation=in_vote(), now=NOW)
    answer = client.post(url("vote_on_statement", 1), {"vote": "agree"})
    assert answer.status_code == 409
    assert "this vote was not counted" in answer.content.decode()
    assert client.post(url("vote_on_statement", 1), {"vote": "maybe"}).status_code == 400
    assert not StatementVote.objects.exists()


def test_the_result_stands_on_the_page_with_a_constant_number_of_queries(
    client, django_assert_max_num_queries
):
    talk = in_vote()
    camps_vote(talk, (10, 8))
    close_and_count(talk)
    client.force_login(amina())
    with django_assert_max_num_queries(40):
        page = client.get(reverse("conversation", args=[SLUG])).content.decode()
    assert "What all groups share" in page
    assert page.count('class="dot dot-') == 18
    assert SENTENCES[0] in page
    with django_assert_max_num_queries(20):
        client.get(url())


def test_files_are_there_once_the_voting_has_closed_and_single_votes_for_hosts(client):
    talk = in_vote()
    camps_vote(talk, (10, 8))
    assert client.get(url("statements_file", "comments")).status_code == 404
    close_and_count(talk)
    assert client.get(url("statements_file", "participants-votes")).status_code == 403
    file = client.get(url("statements_file", "comments"))
    assert file["Content-Type"].startswith("text/csv")
    assert file["Content-Disposition"].endswith('"who-keeps-watch.comments.csv"')
    client.force_login(amina())
    assert client.get(url("statements_file", "participants-votes")).status_code == 200


def test_a_host_draws_from_what_was_said_takes_out_and_puts_to_the_vote(client):
    talk = make_talk()
    number = give(first_round(talk), come(talk), "We watch until nine. Then nobody does.").post.number
    client.force_login(amina())
    drawing = url("draw_statements")
    assert "Then nobody does." in client.get(f"{drawing}?from={number}").content.decode()
    drawn = {"text": "Nights are empty.", "words": "Then nobody does."}
    assert client.post(f"{drawing}?from={number}", drawn).status_code == 302
    one = Statement.objects.get()
    assert one.quotation.words == "Then nobody does."
    refused = client.post(f"{drawing}?from={number}", {**drawn, "text": "Another.", "words": "Never said."})
    assert refused.status_code == 400
    assert "Another." in refused.content.decode()
    assert client.post(url("statement_act", 1, "take-out"), {"reason": ""}).status_code == 400
    client.post(url("statement_act", 1, "take-out"), {"reason": "Two thoughts."})
    assert client.post(url("conversation_voting", "open")).status_code == 409
    client.post(url("statement_act", 1, "put-back"))
    assert client.post(url("conversation_voting", "open"), {"is_public": "on"}).status_code == 302
    talk.refresh_from_db()
    assert talk.takes_votes(NOW)
    client.force_login(ben())
    assert client.get(drawing).status_code == 403
