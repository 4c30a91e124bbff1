"""Pictures of a draft: taken in, refused, and private until a version shows them."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from casestudies.actions.versions import make_version
from casestudies.models import CasePicture
from casestudies.queries import head_of
from exchange.storage.uploads import LARGEST_FILE
from tests.casestudies.views.drafting import draft, row, shown, step_of
from tests.factories import NOW, dineo
from tests.factories.pictures import picture_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ben_logged_in")]


def upload(client, case_study, file, **values):
    data = {**shown(case_study, pictures=""), **values, "act": "picture", "file": file}
    return client.post(step_of(case_study, "pictures"), data)


def test_a_picture_becomes_a_row_that_asks_for_a_description(client, case_study):
    response = upload(client, case_study, SimpleUploadedFile("rank.png", picture_file().read()))
    assert response["Location"] == f"{step_of(case_study, 'pictures')}#upload"
    picture = CasePicture.objects.get()
    assert [one["picture"] for one in draft(case_study)["pictures"]] == [picture.key]
    page = client.get(step_of(case_study, "pictures"), {"check": ""})
    assert page.context["form"].rows["pictures"].rows[0].kept_picture == picture
    assert "“Description for those who can’t see it” is still empty." in page.text


@pytest.mark.parametrize(
    ("content", "status", "words"),
    [
        (b"0" * (LARGEST_FILE + 1), 413, "at most 12 MB can be taken"),
        (b"<svg xmlns='x'><script>alert(1)</script></svg>", 400, "This is an SVG drawing"),
        (b"%PDF-1.7", 400, "This file is no picture that we know"),
        (b"\x89PNG\r\n\x1a\nbroken", 400, "The picture is broken"),
    ],
)
def test_a_file_that_is_refused_is_told_beside_its_box_and_costs_nothing_else(
    client, case_study, content, status, words
):
    upload(client, case_study, SimpleUploadedFile("rank.png", picture_file().read()))
    (kept,) = draft(case_study)["pictures"]
    values = row("pictures", 0, uid=kept["uid"], picture=kept["picture"], alt="A rank", caption="", credit="")
    response = upload(client, case_study, SimpleUploadedFile("x.png", content), **values)
    assert response.status_code == status
    assert words in response.context["answer"].upload_error
    assert [one["alt"] for one in draft(case_study)["pictures"]] == ["A rank"]
    assert CasePicture.objects.count() == 1


def test_a_pictures_file_is_private_until_a_version_shows_it(client, case_study):
    upload(client, case_study, SimpleUploadedFile("rank.png", picture_file().read()))
    url = reverse("picture", args=[CasePicture.objects.get().key, "80", "webp"])
    quiet = client.get(url)
    assert (quiet.status_code, quiet["Cache-Control"]) == (200, "private, max-age=3600")
    client.logout()
    assert client.get(url).status_code == 404
    make_version(revision=head_of(case_study), by=dineo(), now=NOW + timedelta(days=1))
    public = client.get(url)
    assert [public[name] for name in ("Content-Type", "X-Content-Type-Options", "Cache-Control")] == [
        "image/webp",
        "nosniff",
        "public, max-age=2592000, immutable",
    ]
    assert public.content[8:12] == b"WEBP"
    assert client.get(url.replace("-80.", "-81.")).status_code == 404
