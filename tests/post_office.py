"""Mail servers of our own for the tests: one that takes mail in (SMTP), one where it is fetched (IMAP)."""

import re
import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from threading import Thread
from urllib.parse import quote

from aiosmtpd.controller import Controller

from tests.processes import LOOPBACK, free_port


class Letterbox:
    """A mail server that keeps what it is given, as (recipient, mail)."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, bytes]] = []
        self.port = free_port()

    @property
    def url(self) -> str:
        return f"smtp://{LOOPBACK}:{self.port}"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.taken += [(recipient, envelope.content) for recipient in envelope.rcpt_tos]
        return "250 taken"


@contextmanager
def letterbox() -> Iterator[Letterbox]:
    box = Letterbox()
    controller = Controller(box, hostname=LOOPBACK, port=box.port)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


@dataclass
class Mailbox:
    """One account with one folder. ``unreadable`` are mails that the server fails to hand out."""

    user: str = "answers@mail.example"
    password: str = "p@ss/word"
    folder: str = "Answers"
    port: int = 0
    mails: dict[int, bytes] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    unreadable: set[int] = field(default_factory=set)

    @property
    def url(self) -> str:
        return (
            f"imap://{quote(self.user, '')}:{quote(self.password, '')}@{LOOPBACK}:{self.port}/{self.folder}"
        )

    def deliver(self, mail: Message) -> int:
        uid = max(self.mails, default=0) + 1
        self.mails[uid] = bytes(mail)
        return uid


class _Refused(Exception):
    """The server says NO."""


class _Conversation(socketserver.StreamRequestHandler):
    """As much of RFC 3501 as a client says that looks for what is unread, reads it and marks it."""

    box: Mailbox

    def handle(self) -> None:
        self._say("* OK ready")
        for line in self.rfile:
            tag, _, command = line.decode().strip().partition(" ")
            verb, _, rest = command.partition(" ")
            if verb.upper() == "UID":
                verb, _, rest = rest.partition(" ")
            try:
                getattr(self, f"_{verb.lower()}")(rest)
            except _Refused as why:
                self._say(f"{tag} NO {why}")
            else:
                self._say(f"{tag} OK done")
            if verb.upper() == "LOGOUT":
                return

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def _capability(self, _rest: str) -> None:
        self._say("* CAPABILITY IMAP4rev1")

    def _login(self, rest: str) -> None:
        if rest != f'"{self.box.user}" "{self.box.password}"':
            raise _Refused("who are you?")

    def _select(self, rest: str) -> None:
        if rest.strip('"') != self.box.folder:
            raise _Refused("no such folder")
        self._say(f"* {len(self.box.mails)} EXISTS")

    def _search(self, rest: str) -> None:
        asked = re.search(r"UID (\d+)", rest)
        found = [int(asked[1])] if asked else [uid for uid in self.box.mails if uid not in self.box.seen]
        self._say("* SEARCH " + " ".join(map(str, found)))

    def _fetch(self, rest: str) -> None:
        uid, _, parts = rest.partition(" ")
        number, mail = int(uid), self.box.mails[int(uid)]
        if number in self.box.unreadable:
            raise _Refused("this mail is damaged")
        if "PEEK" not in parts:
            self.box.seen.add(number)
        is_head = "HEADER" in parts
        told = mail.partition(b"\n\n")[0] + b"\n\n" if is_head else mail
        flags = r"\Seen" if number in self.box.seen else ""
        name = "BODY[HEADER]" if is_head else "BODY[]"
        head = (
            f"* {number} FETCH (UID {number} FLAGS ({flags}) RFC822.SIZE {len(mail)} {name} {{{len(told)}}}"
        )
        self._say(head)
        self.wfile.write(told)
        self._say(")")

    def _store(self, rest: str) -> None:
        uids, _, flags = rest.partition(" ")
        if flags != r"+FLAGS (\Seen)":
            raise _Refused(f"this folder knows no {flags}")
        self.box.seen |= set(map(int, uids.split(",")))

    def _expunge(self, _rest: str) -> None:
        """Nothing is ever marked as deleted."""

    def _logout(self, _rest: str) -> None:
        self._say("* BYE")


@contextmanager
def mailbox() -> Iterator[Mailbox]:
    box = Mailbox()
    handler = type("_OfTheBox", (_Conversation,), {"box": box})
    with socketserver.ThreadingTCPServer((LOOPBACK, 0), handler) as server:
        server.daemon_threads = True
        box.port = server.server_address[1]
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield box
        finally:
            server.shutdown()
