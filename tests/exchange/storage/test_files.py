import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from exchange.storage.files import content_type_of, delete_renditions, keep_renditions, path_of, stored
from exchange.storage.pictures import prepare_picture
from tests.exchange.storage.files import quadrants, saved

PICTURE = prepare_picture(saved(quadrants((500, 100)), "PNG"))
START = PICTURE.sha256[:2]


def test_renditions_are_kept_under_their_hash_and_read_back_whole():
    kept = keep_renditions(picture=PICTURE, key="k1")
    assert [one.path for one in kept] == [
        f"pictures/{START}/k1-{width}.{ending}" for width in (320, 500) for ending in ("avif", "webp", "jpg")
    ]
    for one, made in zip(kept, PICTURE.renditions, strict=True):
        assert (one.width, one.height, one.format) == (made.width, made.height, made.format)
        with stored(one.path) as file:
            content = file.read()
        assert (content, len(content)) == (made.content, one.size)
    assert [content_type_of(one.path) for one in kept[:3]] == ["image/avif", "image/webp", "image/jpeg"]


def test_keeping_twice_changes_nothing_and_mends_what_was_half_written():
    first = keep_renditions(picture=PICTURE, key="k2")
    default_storage.delete(first[0].path)
    default_storage.save(first[0].path, ContentFile(b"half"))
    assert keep_renditions(picture=PICTURE, key="k2") == first
    assert default_storage.size(first[0].path) == first[0].size
    names = default_storage.listdir(f"pictures/{START}")[1]
    assert sorted(name for name in names if name.startswith("k2")) == sorted(
        one.path.rsplit("/", 1)[1] for one in first
    )


def test_deleted_renditions_are_gone_and_deleting_again_is_quiet():
    paths = [one.path for one in keep_renditions(picture=PICTURE, key="k3")]
    for _again in range(2):
        delete_renditions(paths)
    with pytest.raises(FileNotFoundError):
        stored(paths[0])


@pytest.mark.parametrize(
    "path",
    [
        "secret-key",
        "../secret-key",
        "pictures/ab/../../secret-key",
        "pictures/ab/k-320.svg",
        "pictures/ab/k-320.jpg\n",
        "/etc/passwd",
        "pictures/ab/../k-320.jpg",
        "",
    ],
)
def test_only_what_a_rendition_is_called_is_ever_opened_or_deleted(path):
    for action in (stored, content_type_of, lambda path: delete_renditions([path])):
        with pytest.raises(FileNotFoundError):
            action(path)


@pytest.mark.parametrize("key", ["", "../x", "a/b", "a.b", "-a", "x" * 101])
def test_a_key_is_a_plain_name(key):
    with pytest.raises(ValueError, match="no key"):
        path_of(sha256=PICTURE.sha256, key=key, width=320, format="webp")
