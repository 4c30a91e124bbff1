"""Recordings are known by their bytes, kept under names that nobody guesses, served as what they are."""

import io

import pytest

from exchange.storage import kept_as_it_came
from exchange.storage.sounds import (
    NotARecording,
    content_type_of,
    delete_sound,
    ending_of,
    prepare_sound,
    store_sound,
    stored_sound,
)
from exchange.storage.uploads import FileTooLarge

WAV = b"RIFF\x24\x00\x00\x00WAVEfmt " + b"\x00" * 40
HEADS = {
    "mp3": b"ID3\x04\x00\x00",
    "m4a": b"\x00\x00\x00\x20ftypM4A \x00\x00",
    "ogg": b"OggS\x00\x02",
    "webm": b"\x1a\x45\xdf\xa3\x9f",
    "wav": WAV,
}
OTHERS = (
    b"",
    b"%PDF-1.4",
    b"RIFF\x00\x00\x00\x00AVI ",
    b"\x00\x00\x00\x20ftypheic",
    b"<html>",
    b"\xff\xd8\xff",
)


@pytest.mark.parametrize(("ending", "head"), HEADS.items())
def test_each_format_is_known_by_how_it_begins(ending, head):
    assert ending_of(head) == ending


def test_an_mp3_without_tags_is_known_by_its_first_frame():
    assert ending_of(b"\xff\xfb\x90\x64") == "mp3"


@pytest.mark.parametrize("content", OTHERS)
def test_anything_else_is_refused(content):
    with pytest.raises(NotARecording):
        prepare_sound(io.BytesIO(content))


def test_one_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(kept_as_it_came, "LARGEST_FILE", 20)
    with pytest.raises(FileTooLarge):
        prepare_sound(io.BytesIO(WAV))


def test_it_is_kept_as_it_came_and_deleted_twice_in_quiet():
    path = store_sound(prepare_sound(io.BytesIO(WAV)))
    with stored_sound(path) as file:
        assert file.read() == WAV
    assert content_type_of(path) == "audio/wav"
    delete_sound(path)
    delete_sound(path)


@pytest.mark.parametrize(
    "path", ["sounds/../x.mp3", "papers/ab/abcdefghijklmnopqrstuvwx.pdf", "sounds/ab/x.mp3"]
)
def test_nothing_else_is_ever_served(path):
    with pytest.raises(FileNotFoundError):
        stored_sound(path)
