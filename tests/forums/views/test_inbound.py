"""What a provider brings: from a real SMTP server to the webhook, with a real payload and its secret."""

import json
from smtplib import SMTP

import pytest
from django.core import mail
from django.urls import reverse

from forums.models import InboundMail, Post
from tests.factories import amina, make_post, make_thread
from tests.forums.mail.mails import answer_to
from tests.forums.mail.postmark import authorization, payload_of
from tests.post_office import letterbox
from tests.processes import LOOPBACK

pytestmark = pytest.mark.django_db

SECRET = "provider:a long secret"
TO = reverse("mail_came_in", args=["postmark"])


@pytest.fixture(autouse=True)
def provider_is_set(settings):
    settings.MAIL_REPLY_ADDRESS = "reply@mail.example"
    settings.INBOUND_PROVIDER = "postmark"
    settings.INBOUND_WEBHOOK_SECRET = SECRET
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET}


@pytest.fixture
def question() -> Post:
    return make_post(make_thread(), text="How often do you count?")


def brought(client, payload, secret: str = SECRET):
    headers = {"Authorization": authorization(secret)}
    return client.post(TO, payload, content_type="application/json", headers=headers)


def test_an_answer_travels_by_smtp_and_webhook_and_stands_under_its_post(client, question):
    with letterbox() as provider, SMTP(LOOPBACK, provider.port) as smtp:
        smtp.send_message(answer_to(question, amina(), "Every Friday.\n\n> How often do you count?\n"))
    [(recipient, raw)] = provider.taken
    payload = json.dumps(payload_of(raw, recipient, attachment=b"\xff" * 3_000_000))
    assert [brought(client, payload).status_code for _ in range(2)] == [200, 200]
    post = question.replies.get()
    assert (post.author, post.source) == (amina(), "Every Friday.")
    page = client.get(reverse("thread_by_id", args=[post.thread_id]), follow=True)
    assert "Every Friday." in page.text
    assert (InboundMail.objects.get().outcome, mail.outbox) == ("posted", [])


def test_who_does_not_know_the_secret_brings_nothing(client, question):
    message = answer_to(question, amina())
    payload = json.dumps(payload_of(bytes(message), message["To"]))
    assert client.post(TO, payload, content_type="application/json").status_code == 403
    assert brought(client, payload, "provider:another").status_code == 403
    assert (question.replies.count(), InboundMail.objects.count()) == (0, 0)


@pytest.mark.parametrize("setting", ["INBOUND_PROVIDER", "INBOUND_WEBHOOK_SECRET"])
def test_without_a_provider_or_a_secret_there_is_no_such_page(client, settings, setting):
    setattr(settings, setting, "")
    assert brought(client, "{}", "").status_code == 404


def test_a_mail_from_nobody_is_a_machines(client, question):
    message = answer_to(question, amina())
    payload = payload_of(bytes(message), message["To"])
    payload["Headers"][0]["Value"] = "<>"
    assert brought(client, json.dumps(payload)).status_code == 200
    assert InboundMail.objects.get().reason == "sent by a machine: no return path"
