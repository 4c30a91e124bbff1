import tempfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, JsonResponse
from django.test import AsyncClient, Client
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from exchange.storage import uploads
from exchange.storage.uploads import FileTooLarge, is_too_large, megabytes, refuse_too_large

LIMIT = 3 * uploads.MEGABYTE  # more than what is kept in memory
BOUNDARY = "demonstration"


@csrf_exempt
def view(request: HttpRequest) -> JsonResponse:
    """What a page finds in the form, and how many temporary files there are meanwhile."""
    files = {
        name: [str(file.name), file.size, len(file.read()), is_too_large(file)]
        for name, file in request.FILES.items()
    }
    temporary = len(list(Path(tempfile.gettempdir()).glob("*.upload*")))
    return JsonResponse({"typed": request.POST.dict(), "files": files, "temporary": temporary})


view.login_required = False
urlpatterns = [path("upload/", view)]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture(autouse=True)
def small_limit(monkeypatch, settings, tmp_path):
    monkeypatch.setattr(uploads, "LARGEST_FILE", LIMIT)
    monkeypatch.setattr(uploads, "MOST_IN_ONE_REQUEST", 2 * LIMIT)
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def form(*parts: tuple[str, str | int]) -> dict:
    """A form in this order: words, or a file of so many bytes."""
    body = b""
    for name, value in parts:
        body += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"'.encode()
        if isinstance(value, int):
            body += f'; filename="{name}.png"\r\nContent-Type: image/png\r\n\r\n'.encode() + b"x" * value
        else:
            body += f"\r\n\r\n{value}".encode()
        body += b"\r\n"
    body += f"--{BOUNDARY}--\r\n".encode()
    return {"data": body, "content_type": f"multipart/form-data; boundary={BOUNDARY}"}


def sent(*parts: tuple[str, str | int]) -> dict:
    return Client().post("/upload/", **form(*parts)).json()


def test_what_was_typed_before_and_after_a_file_beyond_the_limit_is_kept():
    assert sent(("before", "Mbali Bay"), ("picture", LIMIT + 1), ("after", "Lights"), ("small", 9)) == {
        "typed": {"before": "Mbali Bay", "after": "Lights"},
        "files": {
            "picture": ["picture.png", LIMIT + 1, 0, True],
            "small": ["small.png", 9, 9, False],
        },
        "temporary": 1,  # of the small one: nothing of the large one stays on the disk
    }


def test_a_file_of_exactly_the_limit_is_taken():
    assert sent(("picture", LIMIT))["files"] == {"picture": ["picture.png", LIMIT, LIMIT, False]}


def test_a_small_form_does_not_touch_the_disk():
    found = sent(("picture", 1000))
    assert found == {"typed": {}, "files": {"picture": ["picture.png", 1000, 1000, False]}, "temporary": 0}


def test_many_files_cannot_fill_the_disk_together():
    found = sent(*((f"p{number}", LIMIT - 1) for number in range(4)), ("after", "Lights"))
    assert [file[3] for file in found["files"].values()] == [False, False, True, True]
    assert (found["typed"], found["temporary"]) == ({"after": "Lights"}, 2)


async def test_the_same_holds_under_asgi():
    request = form(("picture", LIMIT + 1), ("after", "Lights"))
    found = (await AsyncClient().post("/upload/", **request)).json()
    assert found["files"] == {"picture": ["picture.png", LIMIT + 1, 0, True]}
    assert (found["typed"], found["temporary"]) == ({"after": "Lights"}, 0)


def test_an_upload_that_breaks_off_leaves_nothing_behind(tmp_path):
    request = form(("before", "Mbali Bay"), ("picture", LIMIT + 1))
    request["data"] = request["data"][:-40]
    Client().post("/upload/", **request)
    request["data"] = request["data"][: LIMIT - 1000]
    Client().post("/upload/", **request)
    assert list(tmp_path.glob("*.upload*")) == []


@pytest.mark.parametrize(
    ("size", "limit", "words"),
    [
        (90 * 1024 * 1024, 12 * 1024 * 1024, "The file has 90 MB; at most 12 MB can be taken."),
        (5 * 1024 * 1024 + 1, 5 * 1024 * 1024, "The file has 5.1 MB; at most 5 MB can be taken."),
    ],
)
def test_the_refusal_names_the_size_and_the_limit(size, limit, words):
    file = uploads.TooLargeFile(name="a.png", content_type="image/png", size=size)
    with pytest.raises(FileTooLarge) as refused:
        refuse_too_large(file, limit=limit)
    assert (str(refused.value), refused.value.status) == (f"{words} Send a smaller one.", 413)


def test_a_file_that_came_in_whole_may_still_be_too_large_for_its_page():
    file = SimpleUploadedFile("a.docx", b"x" * 11)
    refuse_too_large(file, limit=11)
    with pytest.raises(FileTooLarge):
        refuse_too_large(file, limit=10)
    with pytest.raises(FileTooLarge, match="too large together"):  # one file too many in one form
        refuse_too_large(uploads.TooLargeFile(name="a", content_type=None, size=9), limit=10)


def test_nothing_is_called_12_mb_that_is_more():
    assert [megabytes(size) for size in (12 * 1024 * 1024, 12 * 1024 * 1024 + 1, 512 * 1024, 1)] == [
        "12",
        "12.1",
        "0.5",
        "0.1",
    ]
