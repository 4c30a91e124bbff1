"""Real servers, and fifty phones whose TCP connections are cut again and again while a session goes on.

At the end each page shows what the server's fold of the log says, and what was sent twice exists once.
"""

import asyncio
import contextlib
import os
import sys
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from exchange.live.consumer import NOT_A_COMMAND
from forums.live.groups import Audience
from tests import servers
from tests.forums.live.devices import PATIENCE
from tests.forums.live.gathering import GUESTS, Room, in_the_background
from tests.forums.live.pages import by_id, folded
from tests.forums.live.story import Story
from tests.site import Site, is_ready, served_site

pytestmark = pytest.mark.servers

EVENTS = 200
DROPPED = 1006  # what a client is told when no code came
FIN_TEXT, NO_MASK = 0x81, bytes(4)
RUDE = [
    ("nothing", "", NOT_A_COMMAND),
    ("no JSON", "hello", NOT_A_COMMAND),
    ("deep JSON", "[" * 8000, NOT_A_COMMAND),
    ("a huge number", "9" * 8000, NOT_A_COMMAND),
    ("no command of ours", '{"command":"vote"}', NOT_A_COMMAND),
    ("no bytes", b"", NOT_A_COMMAND),
    ("bytes", b'{"command":"resume","after":0}', NOT_A_COMMAND),
    ("too much", "x" * 9000, DROPPED),
    ("raw: not UTF-8", bytes([FIN_TEXT, 0x82]) + NO_MASK + b"\xff\xfe", DROPPED),
    ("raw: not masked", bytes([FIN_TEXT, 2]) + b"{}", DROPPED),
]
SETUPS = ["two processes"] if "REDIS_URL" in os.environ else ["one process", "two processes"]


@contextlib.contextmanager
def one_process() -> Iterator[list[Site]]:
    """As ``make run`` serves it: SQLite, layer in memory."""
    with served_site(env={"DATABASE_URL": "", "REDIS_URL": ""}) as site:
        yield [site]


@contextlib.contextmanager
def two_processes(postgres_url: str, redis_url: str) -> Iterator[list[Site]]:
    """On PostgreSQL and Redis."""
    database_url = servers.new_database(postgres_url)
    shared = {"DATABASE_URL": database_url, "REDIS_URL": redis_url, "PROCESSES": "2"}
    with (
        served_site(env=shared) as site,
        servers.started(
            lambda port: [sys.executable, "manage.py", "serve", "--port", str(port)],
            answers=is_ready,
            log=site.var_dir / "second.log",
            cwd=servers.PROJECT,
            env=site.env,
            within=90,
        ) as (process, port),
    ):
        yield [site, Site(f"http://{servers.LOOPBACK}:{port}", site.var_dir, process, site.env)]


@pytest.fixture(scope="module", params=SETUPS)
def sites(request):
    if request.param == "one process":
        setup = one_process()
    else:
        setup = two_processes(request.getfixturevalue("postgres_url"), request.getfixturevalue("redis_url"))
    with setup as sites:
        yield sites


@pytest.fixture(scope="module")
def room(sites):
    room = Room(sites)
    room.open()
    room.add_others()
    return room


async def send_twice(room: Room, story: Story) -> tuple[str, str, list[str]]:
    """A question and a vote, each cut when it is known to have arrived but before its answer is read."""
    asker, voter = GUESTS[-1], GUESTS[-2]
    page = room.lines[f"{asker}, page"].page
    text = "Does it count twice when the lift comes?"

    def has_arrived() -> bool:
        return text in [item["text"] for item in list(page.items.values())]

    ids = [str(uuid4()), str(uuid4())]
    path, fields = f"{room.live}questions/", {"text": text, "client_id": ids[0]}
    await asyncio.to_thread(room.guests[asker].post_and_be_cut, path, fields, has_arrived)
    status, result = await asyncio.to_thread(room.guests[asker].post, path, fields)
    assert (status, result["question"]["text"]) == (200, text)
    public_id = result["question"]["id"]
    await asyncio.to_thread(room.amina.post, f"{room.live}desk/questions/{public_id}/let-through/", {})

    def has_a_vote() -> bool:
        return page.items[public_id]["votes"] == 1

    path, fields = f"{room.live}questions/{public_id}/vote/", {"client_id": ids[1]}
    await asyncio.to_thread(room.guests[voter].post_and_be_cut, path, fields, has_a_vote)
    status, result = await asyncio.to_thread(room.guests[voter].post, path, fields)
    assert (status, result["votes"]) == (200, 1)
    story.texts.add(text)
    story.votes[voter, public_id] = True
    return public_id, text, ids


async def close_and_reopen(room: Room) -> None:
    for verb in ("close", "open"):
        await asyncio.to_thread(room.amina.post, f"{room.live}desk/{verb}/", {})


async def test_rude_messages_end_their_socket_and_leave_no_traceback(room, sites):
    line = room.lines[f"{GUESTS[0]}, page"]
    codes = {}
    for what, message, _code in RUDE:
        async with asyncio.timeout(PATIENCE), line.connected(after=-1) as wire:
            await wire.recv()
            if what.startswith("raw"):
                wire.transport.write(message)
            else:
                await wire.send(message)
            await wire.wait_closed()
        codes[what] = wire.close_code
    assert codes == {what: code for what, _message, code in RUDE}
    assert complaints(sites) == []


async def test_whatever_is_cut_every_page_comes_to_the_fold_of_the_log(room, sites):
    assert len(room.lines) == 50
    story = Story(slug=room.slug, desk=room.amina, guests=room.guests)
    first = room.head

    def is_over() -> bool:
        return room.head >= first + EVENTS

    async with room.connected():
        async with asyncio.timeout(120), in_the_background(room.cut_again_and_again()):
            async with asyncio.TaskGroup() as group:
                for number in range(3):
                    group.create_task(story.write(GUESTS[number:-2:3], is_over, seed=number))
                group.create_task(story.facilitate(is_over, seed=3))
                sending = group.create_task(send_twice(room, story))
            await close_and_reopen(room)
        truth = await asyncio.to_thread(room.truth)
        await asyncio.gather(*(line.until(truth["head"]) for line in room.lines.values()))
    public_id, text, ids = sending.result()

    # The log has no gap.
    assert truth["head"] >= first + EVENTS
    assert truth["seqs"] == list(range(1, truth["head"] + 1))
    # Each page shows the fold for its audience, and its asker's own questions.
    for name, line in room.lines.items():
        page = line.page
        assert page.seq == truth["head"]
        assert page.state == folded(truth["folds"][page.audience]), name
        assert page.own == by_id(truth["own"].get(name.split(",")[0], [])), name
        assert page.edits == by_id(truth["edits"].get(name.split(",")[0], [])), name
        assert page.applied == sorted(page.applied)
        assert (line.went_back, line.gaps) == ([], 0)
        if page.audience is not Audience.FACILITATORS:
            assert page.ever_shown.isdisjoint(truth["never_shown"])
    # What was sent twice exists once.
    assert truth["questions"].count(text) == 1
    assert truth["votes"].count([GUESTS[-2], public_id]) == truth["counts"][public_id] == 1
    assert [truth["writes"].count(client_id) for client_id in ids] == [1, 1]
    assert len(truth["questions"]) == len(set(truth["questions"]))
    assert set(truth["questions"]) <= story.texts | story.edited_texts
    assert len(truth["counts"]) == len(story.texts)  # with those that were withdrawn
    assert_votes_are_as_wished(story, truth)
    # It was no idle walk.
    assert min(line.cuts for line in room.lines.values()) >= 3
    assert sum(line.cuts for line in room.lines.values()) >= 300
    assert sum(line.renewals for line in room.lines.values()) >= 16
    assert story.sent_twice >= 20
    assert len(story.merged) >= 4
    assert story.undone >= 1
    assert max(story.statuses) < 500
    assert complaints(sites) == []


def assert_votes_are_as_wished(story: Story, truth: dict[str, Any]) -> None:
    """Each vote that was answered, and no other."""
    stored = {(name, public_id) for name, public_id in truth["votes"]}
    wished = {pair for pair, is_cast in story.votes.items() if is_cast}
    unclear = {pair for pair in stored ^ wished if pair[1] not in story.merged}  # which of both has the vote
    assert unclear <= story.unsure
    assert len(truth["votes"]) == len(stored)
    # What was merged counts with what it was merged into, each of its people once.
    voters: dict[str, set[str]] = {public_id: set() for public_id in truth["counts"]}
    for name, public_id in stored:
        voters[truth["merged"].get(public_id, public_id)].add(name)
    standing = truth["counts"].keys() - truth["merged"].keys()
    assert {key: truth["counts"][key] for key in standing} == {key: len(voters[key]) for key in standing}


def complaints(sites: list[Site]) -> list[str]:
    """Tracebacks in what the servers wrote."""
    logs = [path.read_text() for path in sites[0].var_dir.glob("*.log")]
    assert len(logs) == len(sites)
    return [log for log in logs if "Traceback" in log]
