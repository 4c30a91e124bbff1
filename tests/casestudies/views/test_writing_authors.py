"""Who writes a case study: invited, taken out, and gone by themselves."""

import pytest
from django.urls import reverse

from tests.factories import amina, ben, chloe

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ben_logged_in")]


def test_who_invites_is_told_the_same_whether_the_address_has_an_account(client, case_study):
    url = reverse("write_authors", args=[case_study.slug])
    told = []
    for email in (amina().email, "nobody@people.example"):
        response = client.post(url, {"act": "invite", "email": email}, follow=True)
        told.append([str(message) for message in response.context["messages"]])
    assert told[0] == told[1] == ["If this address has an account, its owner is now an author."]
    assert case_study.case_authors.filter(user=amina()).exists()
    assert client.post(url, {"act": "invite", "email": "no address"}).status_code == 400


def test_only_the_owner_and_editors_say_who_writes_and_anybody_may_leave(client, case_study):
    url = reverse("write_authors", args=[case_study.slug])
    owner, other = case_study.case_authors.order_by("-is_owner")
    client.force_login(chloe())
    for act in ("invite", f"owner:{other.pk}", f"remove:{owner.pk}", f"nonsense:{other.pk}"):
        assert (act, client.post(url, {"act": act, "email": amina().email}).status_code) == (act, 403)
    assert client.post(url, {"act": f"remove:{other.pk}"})["Location"] == reverse("write_new")
    client.force_login(ben())
    assert client.post(url, {"act": f"remove:{owner.pk}"}).status_code == 409
    assert client.post(url, {"act": "remove:99999"}).status_code == 409
    assert list(case_study.case_authors.values_list("user", flat=True)) == [ben().pk]
