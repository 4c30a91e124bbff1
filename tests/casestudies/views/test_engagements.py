from datetime import date

import pytest
from django.urls import reverse

from casestudies.models import CaseStudyStatus, DateStatus
from tests.factories import (
    amina,
    ben,
    chloe,
    dineo,
    make_case_study,
    make_engagement,
    make_municipality,
    make_session,
    make_theme,
    make_thread,
)
from tests.pages import Page, queries_of

pytestmark = pytest.mark.django_db

LIST = "/engagements/"


def page_of(engagement) -> str:
    return reverse("engagement", args=[engagement.slug])


def test_the_list_is_in_the_order_of_the_year(client):
    later, sooner = make_engagement("later", month=date(2027, 10, 1)), make_engagement("sooner")
    over = make_engagement("over", month=date(2023, 8, 1))
    context = client.get(LIST).context
    assert (context["upcoming"], context["past"]) == ([sooner, later], [over])
    assert client.post(LIST).status_code == 405


def test_the_list_costs_the_same_with_one_engagement_and_with_three(client):
    make_engagement()
    cost = queries_of(client, LIST)
    make_engagement("second", theme=make_theme("data"))
    make_engagement("third", theme=make_theme("policy"))
    assert queries_of(client, LIST) == cost


def test_an_engagement_says_how_sure_its_date_is(client):
    expected = make_engagement(date_note="Given once as May.")
    page = Page(client.get(page_of(expected)))
    assert (page.title, "September 2027 expected" in page.text) == (expected.title, True)
    assert "Given once as May." in page.text
    confirmed = make_engagement("confirmed", starts_on=date(2027, 9, 15), date_status=DateStatus.CONFIRMED)
    text = Page(client.get(page_of(confirmed))).text
    assert ("15 September 2027" in text, "expected" in text) == (True, False)


def test_an_engagement_presents_what_is_public(client):
    public, draft = make_case_study(), make_case_study("draft", status=CaseStudyStatus.DRAFT)
    engagement = make_engagement(case_studies=[public, draft])
    assert client.get(page_of(engagement)).context["case_studies"] == [public]
    client.force_login(dineo())
    assert client.get(page_of(engagement)).context["case_studies"] == [public, draft]


def test_an_engagement_that_is_not_there(client):
    assert client.get("/engagements/missing/").status_code == 404


def test_an_engagement_costs_the_same_with_one_of_everything_and_with_three(client):
    first = make_case_study(municipalities=[make_municipality()])
    engagement = make_engagement(case_studies=[first])
    make_thread(engagement, ben())
    make_session(engagement)
    cost = queries_of(client, page_of(engagement))
    engagement.case_studies.add(
        make_case_study("second", theme=make_theme("data"), municipalities=[make_municipality("KLP")]),
        make_case_study("third", theme=make_theme("policy"), municipalities=[make_municipality("DRP")]),
    )
    for author in (chloe(), amina()):
        make_thread(engagement, author)
        make_session(engagement, title=f"By {author}")
    assert queries_of(client, page_of(engagement)) == cost
