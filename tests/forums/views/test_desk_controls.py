"""The session's controls at the desk, with and without a script; settings, people, handing over."""

from unittest import mock

import pytest
from django.urls import reverse

from exchange.people.models import User
from forums.access import handover
from forums.access.handover import handover_key
from forums.actions.live.blocking import block_participant
from forums.models import BACKSTAGE_LENGTH, BackstageMessage, LiveSession, Participant, QuestionState
from tests.factories import (
    NOW,
    administrator,
    amina,
    ask,
    ben,
    chloe,
    join,
    make_case_study,
    make_member,
    make_session,
)
from tests.pages import JSON, Page

pytestmark = pytest.mark.django_db

SETTINGS = {"title": "Safer stations", "starts_at": "2027-09-15T10:00", "anonymity": "nobody"}


@pytest.fixture
def session():
    return make_session(is_moderated=True)


@pytest.fixture
def aminas(client):
    client.force_login(amina())
    return client


def farah() -> User:
    return make_member("Farah Naidoo", is_facilitator=True)


def at(session: LiveSession, route: str, *args) -> str:
    return reverse(route, args=[session.slug, *args])


def fresh(row):
    row.refresh_from_db()
    return row


# Pauses and slow mode -----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("verb", "told"),
    [
        ("pause-asking", {"state": "open", "asking_paused": True}),
        ("pause-voting", {"state": "open", "voting_paused": True}),
        ("resume-asking", {"state": "open"}),
        ("resume-voting", {"state": "open"}),
    ],
)
def test_a_control_answers_a_script_and_leads_a_page_back(aminas, session, verb, told):
    assert aminas.post(at(session, "desk_control", verb), headers=JSON).json() == {
        "done": True,
        "session": told,
    }
    back = aminas.post(at(session, "desk_control", verb))
    assert (back.status_code, back["Location"]) == (302, at(session, "desk"))


def test_slow_mode_is_set_and_a_wrong_choice_comes_back_with_the_desk(aminas, session):
    told = aminas.post(at(session, "desk_slow"), {"seconds": "60"}, headers=JSON).json()
    assert told["session"] == {"state": "open", "slow": 60}
    refused = aminas.post(at(session, "desk_slow"), {"seconds": "61"})
    assert (refused.status_code, fresh(session).slow_seconds) == (400, 60)
    assert aminas.post(at(session, "desk_slow"), {"seconds": "61"}, headers=JSON).status_code == 400


def test_the_desk_shows_the_way_back_from_a_pause(aminas, session):
    aminas.post(at(session, "desk_control", "pause-asking"))
    page = aminas.get(at(session, "desk")).content.decode()
    pause, back = (page.split(f"set/{verb}-asking/")[1].split(">")[0] for verb in ("pause", "resume"))
    assert ("hidden" in pause, "hidden" in back) == (True, False)


def test_no_such_control(aminas, session):
    assert aminas.post(f"/live/{session.slug}/desk/set/explode/").status_code == 404


# Backstage ----------------------------------------------------------------------------------------
def test_a_message_is_on_every_desk_and_on_no_other_page(aminas, session, client):
    assert aminas.post(at(session, "say_backstage"), {"text": "Lights next."}, headers=JSON).json() == {
        "done": True
    }
    assert "Lights next." in Page(aminas.get(at(session, "desk"))).text
    join(session, ben())
    client.force_login(ben())
    assert "Lights next." not in client.get(at(session, "live_session")).content.decode()


def test_a_message_that_is_refused_stays_typed(aminas, session):
    words = "a" * (BACKSTAGE_LENGTH + 1)
    refused = aminas.post(at(session, "say_backstage"), {"text": words})
    assert (refused.status_code, words in refused.content.decode()) == (400, True)
    assert BackstageMessage.objects.count() == 0


# Pulse --------------------------------------------------------------------------------------------
def test_the_pulse_is_counts_and_says_who_is_at_the_desk(aminas, session):
    join(session, ben())
    pulse = aminas.get(at(session, "session_pulse")).json()["pulse"]
    assert (pulse["joined"], pulse["members"], pulse["at_desk"]) == (1, 1, ["Amina Dlamini"])
    assert "Ben" not in str(pulse)


# Blocking -----------------------------------------------------------------------------------------
def test_people_are_found_by_name_and_who_is_anonymous_is_not_listed(aminas, session):
    join(session, ben()), join(session, chloe(), is_anonymous=True), join(session, guest_name="Sipho")
    everybody = Page(aminas.get(at(session, "session_people"))).text
    assert [name in everybody for name in ("Ben", "Sipho", "Chloé")] == [True, True, False]
    found = Page(aminas.get(at(session, "session_people") + "?q=sip")).text
    assert [name in found for name in ("Ben", "Sipho")] == [False, True]


def test_somebody_is_blocked_and_let_back_in(aminas, session):
    person = join(session)
    blocked = aminas.post(at(session, "block", person.pk), {"reason": "Names people."})
    assert (blocked["Location"], fresh(person).blocked_reason) == (at(session, "desk"), "Names people.")
    assert "Names people." in Page(aminas.get(at(session, "desk"))).text
    aminas.post(at(session, "unblock", person.pk))
    assert fresh(person).blocked_at is None


def test_a_reason_is_asked_for_beside_the_person(aminas, session):
    person = join(session)
    refused = aminas.post(at(session, "block", person.pk), {"reason": ""})
    assert (refused.status_code, fresh(person).blocked_at) == (400, None)
    assert aminas.post(at(session, "block", person.pk), headers=JSON).status_code == 400


def test_a_facilitator_is_not_blocked(aminas, session):
    person = join(session, farah())
    told = aminas.post(at(session, "block", person.pk), {"reason": "No."}, headers=JSON)
    assert (told.status_code, fresh(person).blocked_at) == (409, None)


def test_who_asked_anonymously_is_blocked_without_being_told(aminas, session):
    question = ask(join(session, ben(), is_anonymous=True))
    blocked = aminas.post(
        at(session, "block_asker", question.public_id), {"reason": "Names people."}, follow=True
    )
    assert fresh(question).state == QuestionState.HIDDEN
    assert "Ben" not in Page(blocked).text


def test_people_of_another_session_are_not_here(aminas, session):
    elsewhere = join(make_session(session.subject, title="Another"))
    for route in ("block", "unblock"):
        assert aminas.post(at(session, route, elsewhere.pk), {"reason": "No."}).status_code == 404


# Settings -----------------------------------------------------------------------------------------
def test_settings_are_saved_from_one_form(aminas, session):
    assert "Safer streets" in aminas.get(at(session, "session_settings")).content.decode()
    saved = aminas.post(at(session, "session_settings"), {**SETTINGS, "votes_by_members_only": "on"})
    assert saved["Location"] == at(session, "desk")
    assert (fresh(session).title, session.votes_by_members_only, session.is_moderated) == (
        "Safer stations",
        True,
        False,
    )


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://files.example/a", "no address"])
def test_a_link_is_an_address_on_the_web(aminas, session, link):
    refused = aminas.post(at(session, "session_settings"), {**SETTINGS, "meeting_url": link})
    assert (refused.status_code, fresh(session).meeting_url) == (400, "")


def test_the_promise_of_anonymity_holds_once_somebody_has_joined(aminas, session):
    wanted = {**SETTINGS, "anonymity": "facilitator"}
    join(session, ben())
    refused = aminas.post(at(session, "session_settings"), wanted)
    assert (refused.status_code, fresh(session).anonymity) == (400, "nobody")
    Participant.objects.all().delete()
    aminas.post(at(session, "session_settings"), wanted)
    assert fresh(session).anonymity == "facilitator"


def test_a_session_is_planned_as_a_rehearsal(aminas):
    place = reverse("schedule_session", args=["case-study", make_case_study().slug])
    aminas.post(place, {**SETTINGS, "is_rehearsal": "on"})
    assert LiveSession.objects.get().is_rehearsal


# Handing over -------------------------------------------------------------------------------------
def test_the_link_lets_the_named_colleague_lead_with_one_press(aminas, client, session):
    page = aminas.post(at(session, "handover"), {"colleague": farah().pk})
    key = page.context["key"]
    assert page.context["link"].endswith(at(session, "take_over", key))
    assert b"<svg" in aminas.get(at(session, "handover_qr", key)).content
    client.force_login(farah())
    assert client.get(at(session, "take_over", key)).status_code == 200
    assert fresh(session).led_by is None  # looking changes nothing
    assert client.post(at(session, "take_over", key))["Location"] == at(session, "desk")
    assert fresh(session).led_by == farah()


def test_the_link_is_nobody_elses_and_logs_nobody_in(client, session):
    key = handover_key(session, farah())
    assert "/accounts/login/" in client.get(at(session, "take_over", key))["Location"]
    for user, status in ((administrator(), 404), (ben(), 403)):
        client.force_login(user)
        assert client.post(at(session, "take_over", key)).status_code == status
    assert fresh(session).led_by is None


def test_the_link_is_of_one_session_and_soon_too_old(client, session):
    client.force_login(farah())
    other = make_session(session.subject, title="Another")
    key = handover_key(session, farah())
    assert client.get(at(other, "take_over", key)).status_code == 404
    assert client.get(at(session, "take_over", key + "x")).status_code == 404
    with mock.patch.object(handover, "GOOD_FOR_SECONDS", -1):
        assert client.get(at(session, "take_over", key)).status_code == 404


def test_who_lost_the_role_does_not_take_over(client, session):
    colleague = farah()
    key = handover_key(session, colleague)
    User.objects.filter(pk=colleague.pk).update(is_facilitator=False)
    client.force_login(User.objects.get(pk=colleague.pk))
    assert client.post(at(session, "take_over", key)).status_code == 403


def test_only_facilitators_can_be_chosen_and_not_oneself(aminas, session):
    farah(), ben()
    shown = aminas.get(at(session, "handover")).context["form"].fields["colleague"].queryset
    assert set(shown) == {farah()}
    assert aminas.post(at(session, "handover"), {"colleague": ben().pk}).status_code == 400


# Rehearsals ---------------------------------------------------------------------------------------
def test_a_rehearsal_is_marked_on_its_pages(aminas):
    session = make_session(is_rehearsal=True)
    for route in ("desk", "live_session", "screen", "session_settings"):
        assert "Rehearsal" in Page(aminas.get(at(session, route))).text, route


def test_a_rehearsal_is_copied_and_ended(aminas):
    session = make_session(is_rehearsal=True, title="Try-out")
    copied = aminas.post(at(session, "copy_rehearsal"), SETTINGS)
    assert copied["Location"] == reverse("desk", args=["safer-stations"])
    assert aminas.post(at(session, "copy_rehearsal"), {"title": ""}).status_code == 400
    ended = aminas.post(at(session, "end_rehearsal"), follow=True)
    assert "Try-out” has ended" in Page(ended).text
    assert [row.title for row in LiveSession.objects.all()] == ["Safer stations"]


@pytest.mark.parametrize("route", ["end_rehearsal", "copy_rehearsal"])
def test_a_session_that_counts_is_no_rehearsal(aminas, session, route):
    assert aminas.post(at(session, route), SETTINGS).status_code == 404


def test_who_is_blocked_reads_on(client, session):
    person = join(session, ben())
    block_participant(participant=person, reason="Names people.", by=amina(), now=NOW)
    client.force_login(ben())
    assert client.get(at(session, "live_session")).status_code == 200
