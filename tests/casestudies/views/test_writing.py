import pytest
from django.urls import reverse
from casestudies.content import Step
from tests.factories import *
pytestmark = pytest.mark.django_db

@pytest.mark.parametrize("step", list(Step))
def test_smoke(client, step):
    case = make_full_case_study(author=ben())
    client.force_login(ben())
    r = client.get(reverse("write_step", args=[case.slug, step.value]))
    assert r.status_code == 200
    html = r.content.decode()
    assert client.get(reverse("write_case_study", args=[case.slug])).status_code == 200
    assert client.get(reverse("case_preview", args=[case.slug])).status_code == 200
    assert client.get(reverse("write_authors", args=[case.slug])).status_code == 200
    assert client.get(reverse("write_import", args=[case.slug])).status_code == 200
    assert client.get(reverse("write_new")).status_code == 200
