import pytest
from django.urls import reverse

from forums.models import Watch, WatchLevel
from tests.factories import amina, ben, make_case_study, make_conversation, make_network, make_thread
from tests.factories.networks import let_in
from tests.factories.time import NOW

pytestmark = pytest.mark.django_db


def levels() -> list[tuple[str, str]]:
    return list(Watch.objects.filter(user=ben()).order_by("pk").values_list("scope", "level"))


def test_a_thread_is_followed_from_its_page_without_a_script(client):
    thread = make_thread(author=amina())
    page, watch = reverse("thread", args=[thread.pk, thread.slug]), reverse("watch_thread", args=[thread.pk])
    assert f'action="{watch}"' not in client.get(page).content.decode()
    client.force_login(ben())
    assert "Follow</summary>" in client.get(page).content.decode()
    answer = client.post(watch, {"level": "mentions"}, headers={"referer": f"http://testserver{page}"})
    assert (answer.status_code, answer["Location"]) == (302, f"http://testserver{page}")
    assert levels() == [(f"thread:{thread.pk}", WatchLevel.MENTIONS)]
    assert "Following: Only what is meant for me" in client.get(page).content.decode()


def test_a_script_is_answered_as_scripts_are(client):
    client.force_login(ben())
    watch = reverse("watch_thread", args=[make_thread(author=amina()).pk])
    script = {"accept": "application/json"}
    done = client.post(watch, {"level": "muted"}, headers=script)
    assert done.json() == {"done": True, "level": "muted", "label": "Nothing"}
    assert client.post(watch, {"level": "loudly"}, headers=script).status_code == 400
    refused = client.post(watch, {"level": "loudly"})
    assert (refused.status_code, refused.context["error"]) == (
        400,
        "Please choose how closely you want to follow this.",
    )


def test_every_kind_of_board_can_be_followed_and_nothing_else(client):
    client.force_login(ben())
    network = make_network()
    let_in(network, ben())
    room = network.rooms.create(slug="few", name="Few", is_private=True, created_at=NOW)
    case_study = make_thread(author=amina()).case_study
    found = {
        scope: client.post(f"/watch/{scope.replace(':', '/')}/", {"level": "new_threads"}).status_code
        for scope in (
            f"network:{network.pk}",
            f"room:{room.pk}",  # which he was not let into
            f"case_study:{case_study.pk}",
            "engagement:99",
            "lesson:99",
            "question:99",
            "conversation:99",
            "person:1",
        )
    }
    assert list(found.values()) == [302, 404, 302, 404, 404, 404, 404, 404]
    assert [scope for scope, _level in levels()] == [f"network:{network.pk}", f"case_study:{case_study.pk}"]


def test_boards_have_the_control_on_their_pages(client):
    case_study, conversation = make_case_study(), make_conversation()
    client.force_login(ben())
    for board, kind in ((case_study, "case_study"), (conversation, "conversation")):
        page = client.get(reverse(kind, args=[board.slug])).content.decode()
        assert f'action="/watch/{kind}/{board.pk}/"' in page
