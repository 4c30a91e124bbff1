import json

import pytest
from django.core.cache import cache
from django.urls import reverse

from forums.access.captions import captions_token
from forums.actions.live.captions import Said, push_captions, renew_captions_token
from forums.imports.captions import read_captions
from forums.views import captions as views
from tests.factories import NOW, amina, ben, close, join, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return renew_captions_token(session=make_session(), by=amina(), now=NOW)


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()


def push(client, session, body, content_type="application/json", token=None, **headers):
    headers |= {"Authorization": f"Bearer {captions_token(session) if token is None else token}"}
    path = reverse("push_captions", args=[session.slug])
    return client.post(path, body, content_type=content_type, headers=headers)


def shown(session) -> list[tuple[str, str]]:
    return list(session.captions.order_by("pk").values_list("speaker", "text"))


def test_a_service_sends_json_or_plain_text_and_sent_twice_counts_once(client, session):
    several = {"captions": [{"text": "One.", "key": "a"}, {"text": "Two.", "speaker": "Ben", "key": "b"}]}
    for added in (2, 0):
        assert push(client, session, json.dumps(several)).json() == {"done": True, "added": added}
    assert push(client, session, json.dumps({"text": "Three."})).json()["added"] == 1
    for added in (2, 0):
        answer = push(client, session, "Ben: Four.\n\nFive.", "text/plain", **{"Idempotency-Key": "k"})
        assert answer.json()["added"] == added
    assert shown(session) == [("", "One."), ("Ben", "Two."), ("", "Three."), ("Ben", "Four."), ("", "Five.")]


@pytest.mark.parametrize("token", ["", "x", "é", "Bearer"])
def test_without_the_token_nothing_is_taken(client, session, token):
    assert push(client, session, "{}", token=token.encode().decode("latin-1")).status_code == 403
    assert shown(session) == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("{", 400),
        ("[1]", 400),
        ('{"text": ["a"]}', 400),
        ('{"text": "a", "starts_at": "noon"}', 400),
        ('{"text": "a", "starts_at": "2027-02-31T10:00:00Z"}', 400),
        ('{"text": "a", "starts_at": "2027-09-15T10:00:00"}', 400),
        ('{"text": ""}', 400),
        (json.dumps({"text": "a" * 1001}), 400),
        (json.dumps([{"text": "a"}] * 101), 413),
        (" " * (views.LONGEST_BODY + 1), 413),
        (b"\xff\xfe", 400),
        ("[" * 100_000, 400),
    ],
)
def test_what_does_not_fit_is_refused_in_words(client, session, body, status):
    answer = push(client, session, body)
    assert (answer.status_code, set(answer.json())) == (status, {"error", "code"})
    assert shown(session) == []


def test_a_closed_session_and_a_flood_are_refused(client, session, monkeypatch):
    monkeypatch.setattr(views, "MOST_IN_A_MINUTE", 1)
    monkeypatch.setattr(views.timezone, "now", lambda: NOW)
    assert push(client, session, '{"text": "One."}').status_code == 200
    assert push(client, session, '{"text": "Two."}').status_code == 429
    cache.clear()
    close(session)
    assert push(client, session, '{"text": "Three."}').status_code == 409


def test_captions_are_read_by_who_has_joined_and_behind_what_one_has(client, session):
    for text in ("One.", "Two."):
        push_captions(session=session, said=[Said(text, NOW, "Ben J")], now=NOW)
    path = reverse("captions", args=[session.slug])
    assert b"One." not in client.get(path).content
    join(session, ben())
    client.force_login(ben())
    page = client.get(path).content.decode()
    assert "Speaker 1" in page
    assert "Ben J" not in page.replace("Ben Jacobs", "")
    first = session.captions.order_by("pk")[0]
    answer = client.get(path, {"after": first.pk}, headers={"Accept": "application/json"}).json()
    assert [row["text"] for row in answer["captions"]] == ["Two."]


def test_pasted_text_is_read_line_by_line_or_as_webvtt():
    plain = read_captions(
        "Ben Jacobs: Forty lamps.\nSee https://x.example\n\nhttp://x.example/a: b\nand so: on"
    )
    assert [(one.speaker, one.text) for one in plain] == [
        ("Ben Jacobs", "Forty lamps."),
        ("", "See https://x.example"),
        ("", "http://x.example/a: b"),
        ("", "and so: on"),
    ]
    [cue] = read_captions("WEBVTT\n\n00:00:05.000 --> 00:00:07.500\n<v Ben Jacobs>Forty lamps.</v>\n")
    assert (cue.speaker, cue.text) == ("Ben Jacobs", "Forty lamps.")
    assert (cue.offset.total_seconds(), cue.ends.total_seconds()) == (5, 7.5)
