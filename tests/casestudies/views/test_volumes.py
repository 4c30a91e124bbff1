import pytest
from django.urls import reverse

from casestudies.actions.volumes import publish_volume
from casestudies.models import Volume
from tests.casestudies.actions.test_volumes import brief, filled
from tests.factories import dineo, make_case_study
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def dineos(client):
    client.force_login(dineo())
    return client


def test_an_editor_begins_a_volume_puts_it_together_and_publishes_it(dineos):
    learning, case_study = brief(), make_case_study("patrols")
    begun = dineos.post(reverse("new_volume"), {"title": "What nine cities learned"})
    volume = Volume.objects.get()
    assert begun["Location"] == reverse("compose_volume", args=[volume.slug])
    sent = {"title": volume.title, f"brief-{learning.pk}": "1", f"case-{case_study.pk}": "1"}
    assert dineos.post(begun["Location"], sent).status_code == 302
    page = Page(dineos.get(begun["Location"]))
    assert (page.boxes[f"brief-{learning.pk}"], page.boxes[f"case-{case_study.pk}"]) == (["1"], ["2"])
    assert dineos.post(reverse("publish_volume", args=[volume.slug])).status_code == 302
    shown = Page(dineos.get(reverse("volume", args=[volume.slug])))
    assert learning.title in shown.text
    assert case_study.title in shown.text


def test_what_is_wrong_is_said_and_what_was_typed_stays(dineos):
    volume = filled()
    sent = {"title": "", "foreword": "Typed for an hour."}
    response = dineos.post(reverse("compose_volume", args=[volume.slug]), sent)
    assert (response.status_code, Page(response).boxes["foreword"]) == (400, ["Typed for an hour."])


def test_nothing_to_publish_is_said_on_the_page(dineos):
    dineos.post(reverse("new_volume"), {"title": "Nothing"})
    response = dineos.post(reverse("publish_volume", args=["nothing"]))
    assert response.status_code == 400
    assert "at least one brief" in Page(response).text


def test_nobody_else_sees_a_volume_before_it_is_published(client):
    volume = filled()
    path = reverse("volume", args=[volume.slug])
    assert client.get(path).status_code == 404
    publish_volume(volume=volume)
    assert client.get(path).status_code == 200
    assert volume.title in Page(client.get(reverse("learnings"))).text


@pytest.mark.parametrize(("extension", "status"), [("md", 200), ("json", 200), ("pdf", 413), ("exe", 404)])
def test_a_volume_is_taken_along_at_once_or_prepared(client, extension, status):
    volume = publish_volume(volume=filled())
    assert client.get(reverse("volume_export", args=[volume.slug, extension])).status_code == status
