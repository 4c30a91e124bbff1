import socket
import struct
import threading

import pytest

from exchange.storage.scanning import ScannerSaidNothing, Verdict, clamd, scanner


@pytest.fixture
def daemon(settings):
    """Speaks INSTREAM as clamd does, and answers what it was told to."""
    listening = socket.create_server(("127.0.0.1", 0))
    listening.settimeout(5)
    settings.CLAMD_ADDRESS = f"tcp://127.0.0.1:{listening.getsockname()[1]}"
    heard: list[bytes] = []

    def answer_with(answer: bytes) -> list[bytes]:
        threading.Thread(target=serve, args=(answer,), daemon=True).start()
        return heard

    def serve(answer: bytes) -> None:
        connection, _address = listening.accept()
        with connection, connection.makefile("rb") as stream:
            assert stream.read(10) == b"zINSTREAM\0"
            while size := struct.unpack("!L", stream.read(4))[0]:
                heard.append(stream.read(size))
            connection.sendall(answer)

    yield answer_with
    listening.close()


def test_a_site_has_no_scanner_unless_it_names_one(settings):
    assert scanner() is None
    settings.ATTACHMENT_SCANNER = "exchange.storage.scanning.clamd"
    assert scanner() is clamd


def test_clamd_hears_the_whole_file_and_its_verdict_counts(daemon):
    content = b"a" * 150_000
    heard = daemon(b"stream: OK\0")
    assert clamd(content) == Verdict(is_clean=True)
    assert b"".join(heard) == content
    daemon(b"stream: Eicar-Signature FOUND\0")
    assert clamd(b"bad") == Verdict(is_clean=False, found="Eicar-Signature")


@pytest.mark.parametrize("answer", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"stream: lost ERROR\0"])
def test_a_scanner_that_does_not_say_is_asked_again_later(daemon, answer):
    daemon(answer)
    with pytest.raises(ScannerSaidNothing):
        clamd(b"x")


def test_a_scanner_that_is_not_there_says_nothing(settings, tmp_path):
    settings.CLAMD_ADDRESS = f"unix://{tmp_path}/none.sock"
    with pytest.raises(ScannerSaidNothing):
        clamd(b"x")
