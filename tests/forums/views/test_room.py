"""Taking part: the lobby, orders, what was asked already, one's own words, one's own part."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from exchange.people.actions.consents import standing_consents
from forums.actions.live.desk import hide_question, let_through
from forums.actions.live.participants import setting_of
from forums.models import LiveSession, Participant, ParticipantContact, Presenter, Question
from tests.factories import (
    NOW,
    amina,
    answer,
    ask,
    ben,
    chloe,
    close,
    join,
    make_engagement,
    make_municipality,
    make_session,
    minutes_later,
    vote,
)
from tests.factories.people import consents
from tests.pages import JSON, Page

pytestmark = pytest.mark.django_db

LIGHTS = "Who keeps the street lights on at the taxi rank?"
ALIKE = "Who keeps the street lights at the rank on?"
AS_GUEST = {"guest_name": "Sipho", "shown_as": "name", "take_part": "on", "be_quoted": "on"}


@pytest.fixture
def session():
    return make_session()


@pytest.fixture
def bens(client, session):
    client.force_login(ben())
    join(session, ben())
    return client


def page_of(session: LiveSession) -> str:
    return reverse("live_session", args=[session.slug])


def asking(session: LiveSession) -> str:
    return reverse("ask_question", args=[session.slug])


def to(question: Question, verb: str) -> str:
    return reverse("question_act", args=[question.session.slug, question.public_id, verb])


def texts(client: Client, session: LiveSession, query: str = "") -> list[str]:
    html = client.get(page_of(session) + query).content.decode().split("<template data-question")[0]
    return re.findall(r'data-field="text"[^>]*>([^<]+)<', html)


# Before it opens ------------------------------------------------------------------------------------
def scheduled(**settings) -> LiveSession:
    session = make_session(is_open=False)
    LiveSession.objects.filter(pk=session.pk).update(**settings)
    session.refresh_from_db()
    return session


def test_the_lobby_says_when_it_begins_before_and_after_joining(client):
    session = scheduled()
    for joined in (False, True):
        if joined:
            client.post(reverse("join_session", args=[session.slug]), AS_GUEST)
        html = client.get(page_of(session)).content.decode()
        assert 'datetime="2027-09-15T10:00:00Z">Wednesday 15 September 2027, 12:00</time>' in html
        assert 'data-to="2027-09-15T10:00:00Z"' in html
    assert "text" in Page(client.get(page_of(session))).boxes


def test_a_question_sent_early_is_seen_by_its_asker_and_waits(client):
    session = scheduled()
    client.force_login(ben())
    join(session, ben())
    client.post(asking(session), {"text": LIGHTS})
    assert Question.objects.get().state == "waiting"
    assert "Only you see this: it waits for the facilitator" in Page(client.get(page_of(session))).text


def test_where_no_early_questions_are_taken_the_lobby_reloads_without_script(client):
    session = scheduled(takes_early_questions=False)
    client.force_login(ben())
    join(session, ben())
    page = client.get(page_of(session))
    assert '<noscript><meta http-equiv="refresh"' in page.content.decode()
    assert "text" not in Page(page).boxes
    LiveSession.objects.update(takes_early_questions=True)
    assert "http-equiv" not in client.get(page_of(session)).content.decode()


@pytest.mark.parametrize(
    ("url", "service"),
    [
        ("https://us02web.zoom.us/j/123", "Zoom"),
        ("https://teams.microsoft.com/l/meetup-join/1", "Microsoft Teams"),
        ("https://meet.jit.si/room", "Jitsi"),
        ("https://jitsi.uct.example/room", "Jitsi"),
        ("https://meet.example/room", "the meeting"),
        ("https://zoom.us.evil.example/room", "the meeting"),
    ],
)
def test_the_meeting_services_own_link_stands_beside_it(bens, session, url, service):
    LiveSession.objects.update(meeting_url=url)
    assert Page(bens.get(page_of(session))).links[url] == f"See and hear it: {service}"


def test_without_a_link_of_its_own_a_session_has_its_engagements(client):
    engagement = make_engagement()
    engagement.join_url = "https://zoom.us/j/9"
    engagement.save()
    session = make_session(engagement)
    assert "https://zoom.us/j/9" not in Page(client.get(page_of(session))).links
    join(session, ben())
    client.force_login(ben())
    assert "https://zoom.us/j/9" in Page(client.get(page_of(session))).links


# Joining --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("anonymity", "words"),
    [("nobody", "nobody is shown who you are"), ("facilitator", "you answer to them")],
)
def test_what_anonymous_means_is_said_at_joining(client, session, anonymity, words):
    LiveSession.objects.update(anonymity=anonymity)
    assert words in Page(client.get(page_of(session))).text


def test_an_anonymous_asker_is_told_to_facilitators_only_where_the_session_says_so(bens, session):
    question = ask(join(session, ben(), is_anonymous=True))
    for anonymity, is_told in (("nobody", False), ("facilitator", True)):
        LiveSession.objects.update(anonymity=anonymity)
        client = Client()
        client.force_login(amina())
        assert ("Ben Jacobs" in Page(client.get(reverse("desk", args=[session.slug]))).text) == is_told
        assert "Ben Jacobs" not in texts(bens, session)[0]
    assert question.room_name == ""


@pytest.mark.parametrize("typed", ["Mbali Bay, Eastern Cape", "mbali", "MBL"])
def test_a_guest_says_their_municipality_by_name(client, session, typed):
    place = make_municipality()
    typed = place.code if typed == "MBL" else typed
    client.post(reverse("join_session", args=[session.slug]), {**AS_GUEST, "municipality": typed})
    assert Participant.objects.get().municipality_code == place.code


def test_a_municipality_that_nobody_knows_is_refused_and_stays_typed(client, session):
    make_municipality()
    response = client.post(
        reverse("join_session", args=[session.slug]), {**AS_GUEST, "municipality": "Atlantis"}
    )
    assert (response.status_code, Page(response).boxes["municipality"]) == (400, ["Atlantis"])


def test_the_municipality_stands_beside_a_name_and_never_beside_none(bens, session):
    place = make_municipality()
    here = join(session, ben())
    Participant.objects.filter(pk=here.pk).update(municipality_code=place.code)
    ask(here, "By name.")
    assert str(place) in Page(bens.get(page_of(session))).text
    Question.objects.update(is_anonymous=True)
    assert str(place) not in Page(bens.get(page_of(session))).text


# One's own part -------------------------------------------------------------------------------------
def own_part(session: LiveSession) -> str:
    return reverse("your_part", args=[session.slug])


def test_what_was_said_at_joining_can_be_changed_later(client, session):
    client.post(reverse("join_session", args=[session.slug]), AS_GUEST)
    guest = Participant.objects.get()
    assert Page(client.get(own_part(session))).boxes["guest_name"] == ["Sipho"]
    ask(guest)
    changed = {"guest_name": "Sipho Nkosi", "shown_as": "anonymous", "take_part": "on", "be_recorded": "on"}
    response = client.post(own_part(session), changed)
    assert response["Location"] == page_of(session)
    guest.refresh_from_db()
    assert (guest.is_anonymous, guest.may_be_quoted, guest.guest_name) == (True, False, "Sipho Nkosi")
    standing = standing_consents(setting=setting_of(session), guest_key=guest.guest_key)
    assert standing == {**consents(be_quoted=False, be_named=False), "be_recorded": True}
    assert session.events.order_by("seq").last().kind == "asker_changed"


def test_a_change_that_is_refused_stays_typed(client, session):
    client.post(reverse("join_session", args=[session.slug]), AS_GUEST)
    response = client.post(own_part(session), {**AS_GUEST, "guest_name": "Zola", "take_part": ""})
    assert (response.status_code, Page(response).boxes["guest_name"]) == (400, ["Zola"])


def test_a_name_that_is_taken_back_leaves_the_posts_of_a_closed_session(client, session):
    client.force_login(ben())
    join(session, ben())
    question = ask(join(session, ben()))
    close(session)
    question.refresh_from_db()
    assert question.post.byline.startswith("Ben Jacobs")
    client.post(own_part(session), {"shown_as": "name", "take_part": "on"})
    question.post.refresh_from_db()
    assert question.post.byline == "Asked anonymously"


def test_a_guest_comes_back_by_their_own_link_as_the_same_guest(client, session):
    client.post(reverse("join_session", args=[session.slug]), AS_GUEST)
    ask(Participant.objects.get(), LIGHTS)
    link = re.search(r"/live/[\w-]+/back/[^<\s]+/", client.get(own_part(session)).content.decode()).group()
    elsewhere = Client()
    assert "guest_name" in Page(elsewhere.get(page_of(session))).boxes
    assert elsewhere.get(link)["Location"] == page_of(session)
    assert "You take part as Sipho." in Page(elsewhere.get(page_of(session))).text
    assert session.participants.count() == 1


def test_a_link_back_that_we_did_not_sign_leads_to_the_way_in(client, session):
    guest, other = join(session), make_session(make_engagement("another"))
    client.post(reverse("join_session", args=[other.slug]), AS_GUEST)
    foreign = re.search(r"/back/([^<\s]+)/", client.get(own_part(other)).content.decode()).group(1)
    for token in (str(guest.guest_key), f"{guest.guest_key}:x", "x", foreign):
        page = Page(Client().get(reverse("come_back", args=[session.slug, token]), follow=True))
        assert "guest_name" in page.boxes


def test_an_address_is_kept_apart_and_shown_nowhere(client, session):
    client.post(reverse("join_session", args=[session.slug]), {**AS_GUEST, "email": "sipho@mail.example"})
    assert ParticipantContact.objects.get().email == "sipho@mail.example"
    for path in (page_of(session), own_part(session)):
        assert "sipho@mail.example" not in client.get(path).content.decode()
    client.post(own_part(session), {**AS_GUEST, "forget_email": "on"})
    assert not ParticipantContact.objects.exists()


def test_an_address_stays_where_nothing_is_said_of_it(client, session):
    client.post(reverse("join_session", args=[session.slug]), {**AS_GUEST, "email": "sipho@mail.example"})
    client.post(own_part(session), AS_GUEST)
    assert ParticipantContact.objects.exists()


# Asking ---------------------------------------------------------------------------------------------
def test_a_question_may_go_to_a_presenter_and_says_its_language(bens, session):
    thandi = Presenter.objects.create(session=session, name="Thandi Mbeki")
    bens.post(asking(session), {"text": "Ngubani obhatalayo?", "presenter": thandi.pk, "language": "zu"})
    question = Question.objects.get()
    assert (question.presenter, question.language) == (thandi, "zu")
    html = bens.get(page_of(session)).content.decode()
    assert '<p class="question-text" data-field="text" lang="zu">Ngubani obhatalayo?</p>' in html
    assert "Thandi Mbeki" in html
    assert '<option value="zu" selected>' in html  # the next one is likely to be in it too


def test_what_was_asked_already_is_shown_before_a_question_is_sent_without_script(bens, session):
    first = ask(join(session, chloe()), LIGHTS)
    page = Page(bens.post(asking(session), {"text": ALIKE}))
    assert "Has somebody asked this already?" in page.text
    assert session.questions.count() == 1
    bens.post(asking(session), {"text": ALIKE, "send_mine": "yes"})
    assert set(session.questions.values_list("text", flat=True)) == {first.text, ALIKE}


def test_a_script_is_not_stopped_by_what_it_has_shown(bens, session):
    ask(join(session, chloe()), LIGHTS)
    assert bens.post(asking(session), {"text": ALIKE}, headers=JSON).json()["question"]["text"] == ALIKE


def test_similar_questions_are_those_of_the_room_and_not_ones_own(bens):
    session = make_session(make_engagement("moderated"), is_moderated=True)
    ben_here = join(session, ben())
    ask(join(session, chloe()), LIGHTS)
    ask(ben_here, LIGHTS, is_let_through=True)
    path = reverse("similar_questions", args=[session.slug])
    assert bens.get(path, {"text": ALIKE}).json() == {"questions": []}
    shown = let_through(question=Question.objects.earliest("pk"), by=amina(), now=NOW)
    vote(shown, ben_here)
    found = {"id": shown.public_id, "text": LIGHTS, "votes": 1, "voted": True}
    assert bens.get(path, {"text": ALIKE}).json() == {"questions": [found]}
    assert bens.get(path, {"text": "Who"}).json() == {"questions": []}


def test_looking_for_similar_questions_costs_the_same_for_any_number(
    bens, session, django_assert_num_queries
):
    people = [join(session, guest_name=f"Guest {number}") for number in range(4)]
    path = reverse("similar_questions", args=[session.slug])
    for count in (1, 4):
        for person in people[:count]:
            ask(person, LIGHTS)
        with django_assert_num_queries(7):
            bens.get(path, {"text": ALIKE})


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"is_asking_paused": True}, "Asking is paused for a moment."),
        ({"slow_seconds": 60}, "60 seconds lie between two of yours"),
        ({"is_voting_paused": True}, "Voting is paused for a moment."),
    ],
)
def test_what_is_paused_is_said_where_one_types(bens, session, settings, words):
    LiveSession.objects.update(**settings)
    html = bens.get(page_of(session)).content.decode()
    told = re.findall(r'<p class="note" role="status"[^>]*?(?<! hidden)>([^<]*)</p>', html)
    assert [line for line in told if words in line] == told
    assert len(told) == 1


def test_a_refused_question_of_a_blocked_guest_says_why_and_stays(bens, session):
    Participant.objects.update(blocked_at=NOW, blocked_reason="Insults.")
    response = bens.post(asking(session), {"text": LIGHTS})
    page = Page(response)
    assert (response.status_code, page.boxes["text"]) == (403, [LIGHTS])
    assert "Insults." in page.alerts[0]


# One's own words ------------------------------------------------------------------------------------
def test_ones_own_question_is_corrected_and_added_to(bens, session):
    question = ask(join(session, ben()))
    bens.post(to(question, "edit"), {"words": "Who pays?"})
    bens.post(to(question, "add-context"), {"words": "At the rank."})
    text = Page(bens.get(page_of(session))).text
    assert "Who pays?" in text
    assert "At the rank." in text
    assert "edited" in text


def test_words_that_are_refused_stay_typed_in_their_place(bens, session):
    question = ask(join(session, ben()))
    response = bens.post(to(question, "edit"), {"words": "x" * 501})
    assert response.status_code == 400
    assert Page(response).alerts == ["A question can have 500 characters; yours has 501. Please shorten it."]
    assert f">{'x' * 501}</textarea>" in response.content.decode()


def test_a_script_gets_the_question_as_it_is_now(bens, session):
    question = ask(join(session, ben()))
    told = bens.post(to(question, "edit"), {"words": "Who pays?"}, headers=JSON).json()["question"]
    assert (told["text"], told["edited"], told["mine"]) == ("Who pays?", True, True)


def test_the_reason_for_hiding_is_shown_to_the_asker(bens, session):
    question = ask(join(session, ben()))
    hide_question(question=question, by=amina(), reason="Name nobody.", now=NOW)
    assert "Name nobody." in Page(bens.get(page_of(session))).text


# The reader's order ---------------------------------------------------------------------------------
def seed_orders(session: LiveSession) -> None:
    """Chloé asks twice and is answered once; a guest of another place asks once, later, without a vote."""
    chloe_here, sipho = join(session, chloe()), join(session)
    Participant.objects.filter(pk=chloe_here.pk).update(municipality_code="KLP")
    Participant.objects.filter(pk=sipho.pk).update(municipality_code=make_municipality().code)
    for here in (chloe_here, sipho):
        here.refresh_from_db()
    answer(ask(chloe_here, "Answered."))
    vote(ask(chloe_here, "Most votes.", now=minutes_later(1)), sipho)
    ask(sipho, "Newest.", now=minutes_later(2))


def test_the_reader_chooses_the_order_and_it_is_remembered(bens, session):
    seed_orders(session)
    by_votes = ["Most votes.", "Answered.", "Newest."]
    newest = ["Newest.", "Most votes.", "Answered."]
    heard = ["Newest.", "Answered.", "Most votes."]
    assert texts(bens, session) == by_votes
    assert texts(bens, session, "?order=newest") == newest
    assert texts(bens, session) == newest
    assert texts(bens, session, "?order=heard") == heard
    assert texts(bens, session, "?order=nonsense") == by_votes
    assert texts(bens, session) == heard


def test_the_page_costs_the_same_for_1_question_as_for_3(bens, session):
    counts = []
    for number in range(3):
        ask(join(session, guest_name=f"Guest {number}"), f"Question {number}?")
        bens.get(page_of(session))
        with CaptureQueriesContext(connection) as captured:
            bens.get(page_of(session))
        counts.append(len(captured))
    assert counts[0] == counts[2]


# Votes that do not count ----------------------------------------------------------------------------
def test_where_only_members_votes_count_a_guest_is_told_and_sees_their_own(client, session):
    LiveSession.objects.update(votes_by_members_only=True)
    question = ask(join(session, ben()))
    client.post(reverse("join_session", args=[session.slug]), AS_GUEST)
    client.post(to(question, "vote"))
    question.refresh_from_db()
    assert (question.vote_count, question.votes.count()) == (0, 1)
    response = client.get(page_of(session))
    assert "they count once you log in" in Page(response).text
    assert 'aria-pressed="true"' in response.content.decode().split("<template data-question")[0]


def test_guests_who_come_at_once_from_one_address_are_seen_by_the_join_page(client, session):
    path = reverse("join_session", args=[session.slug])
    for number in range(101):
        Client(REMOTE_ADDR="196.25.1.9").post(path, {**AS_GUEST, "guest_name": f"Guest {number}"})
    burst = session.bursts.get()
    assert burst.size == 101
    client.force_login(amina())
    desk = reverse("desk", args=[session.slug])
    assert "101 guests" in Page(client.get(desk)).text
    client.post(reverse("burst_act", args=[session.slug, burst.pk, "let-count"]))
    assert "Their votes count" in Page(client.get(desk)).text
    burst.refresh_from_db()
    assert burst.counts


def test_behind_a_proxy_the_address_is_the_last_that_it_wrote(client, session, settings):
    settings.BEHIND_PROXY = True
    path = reverse("join_session", args=[session.slug])
    for number in range(3):
        forwarded = f"10.0.0.{number}, 196.25.1.9"
        Client(REMOTE_ADDR="127.0.0.1", headers={"X-Forwarded-For": forwarded}).post(
            path, {**AS_GUEST, "guest_name": f"Guest {number}"}
        )
    keys = set(Participant.objects.values_list("address_key", flat=True))
    assert len(keys) == 1
    assert keys != {""}
