import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.urls import reverse

from exchange.development_mail import sent_mails
from tests.factories import administrator, amina, ben

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kept_in_files(settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)


@pytest.fixture
def folder(tmp_path):
    EmailMessage(
        "For Ben", "Look: http://127.0.0.1:8000/threads/?a=1&b=2 <b>", to=["Ben <BEN@people.example>"]
    ).send()
    both = EmailMultiAlternatives("For Amina", "Plain words", to=["amina@people.example"])
    both.attach_alternative("<script>alert(1)</script><p>Loud words", "text/html")
    both.send()
    for number, path in enumerate(
        sorted(tmp_path.glob("*.log"), key=lambda path: b"Amina" in path.read_bytes())
    ):
        path.rename(tmp_path / f"20270915-12000{number}-1.log")
    return tmp_path


def subjects(client) -> list[str]:
    return [mail.subject for mail in client.get(reverse("development_mails")).context["mails"]]


def demonstration(person):
    person.is_demonstration = True
    person.save()
    return person


def test_administrators_read_all_newest_first_and_the_demonstrations_people_their_own(client, folder):
    client.force_login(administrator())
    assert subjects(client) == ["For Amina", "For Ben"]
    client.force_login(demonstration(ben()))
    assert subjects(client) == ["For Ben"]
    assert client.get(reverse("development_mail", args=["20270915-120001-1-0"])).status_code == 404
    assert "Mail that was not sent" in client.get("/threads/").text


def test_nobody_else_finds_it_and_with_a_mail_server_nobody_does(client, folder, settings):
    client.force_login(amina())
    assert client.get(reverse("development_mails")).status_code == 404
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    client.force_login(administrator())
    assert client.get(reverse("development_mails")).status_code == 404


def test_a_mail_is_shown_as_text_with_links_and_never_as_html(client, folder):
    client.force_login(administrator())
    page = client.get(reverse("development_mail", args=["20270915-120000-1-0"])).text
    assert '<a href="http://127.0.0.1:8000/threads/?a=1&amp;b=2" rel="nofollow">' in page
    assert "&lt;b&gt;" in page
    page = client.get(reverse("development_mail", args=["20270915-120001-1-0"])).text
    assert ("Plain words" in page, "alert(1)" in page, "Loud words" in page) == (True, False, False)


def test_what_cannot_be_read_stands_in_nobodys_way(client, folder):
    (folder / "20270915-130000-1.log").write_bytes(
        b"\xff\x00Subject: =?x?q?\r\nTo: <<<\r\nContent-Type: ;\r\n\r\n" + bytes(range(256))
    )
    (folder / "20270915-130001-1.log").mkdir()
    (folder / "20270915-130002-1.log").symlink_to(folder / "gone")
    (folder / "20270915-130003-1.log").write_bytes(b"")
    (folder / "20270915-130004-1.log").write_bytes(b"x" * 3_000_000)
    client.force_login(administrator())
    assert subjects(client)[-2:] == ["For Amina", "For Ben"]
    for mail in sent_mails():
        assert client.get(reverse("development_mail", args=[mail.name])).status_code == 200
    assert client.get("/development/mail/..%2Fsecret-key/").status_code == 404
