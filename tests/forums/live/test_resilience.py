"""Real servers, and fifty phones whose TCP connections are cut again and again while a session goes on.

At the end each page shows what the server's fold of the log says, and what was sent twice exists once.
"""

import asyncio
import os
from collections.abc import Coroutine, Iterator
from typing import Any
from uuid import uuid4

import pytest

from exchange.live.consumer import NOT_A_COMMAND
from tests.forums.live.devices import PATIENCE, Line
from tests.forums.live.gathering import GUESTS, Room, in_the_background
from tests.forums.live.story import Story
from tests.forums.live.town import AWAY, LargerTown, Town, one_process, two_processes
from tests.forums.live.wishes import Wishes

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


@pytest.fixture(scope="module", params=SETUPS)
def town(request) -> Iterator[Town]:
    if request.param == "one process":
        setup = one_process()
    else:
        setup = two_processes(request.getfixturevalue("postgres_url"))
    with setup as town:
        yield town


@pytest.fixture(scope="module")
def room(town) -> Room:
    """Moderated, with fifty lines."""
    room = Room(town.sites)
    room.open()
    room.add_others()
    return room


@pytest.fixture(scope="module")
def wishes(town) -> Wishes:
    """Of the guests of another session, where each question is in the room at once."""
    room = Room(town.sites)
    room.open(is_moderated=False)
    room.add_others()
    return Wishes(room)


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


def was_no_idle_walk(room: Room, story: Story) -> bool:
    """Whether enough was cut, sent twice, merged and undone; until then the story goes on."""
    lines = room.lines.values()
    return (
        min(line.cuts for line in lines) >= 3
        and sum(line.cuts for line in lines) >= 300
        and sum(line.renewals for line in lines) >= 16
        and story.sent_twice >= 20
        and len(story.merged) >= 4
        and story.undone >= 1
    )


async def close_and_reopen(room: Room) -> None:
    for verb in ("close", "open"):
        await asyncio.to_thread(room.amina.post, f"{room.live}desk/{verb}/", {})


async def test_rude_messages_end_their_socket_and_leave_no_traceback(room, town):
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
    assert town.complaints() == []


async def test_whatever_is_cut_every_page_comes_to_the_fold_of_the_log(room, town):
    assert len(room.lines) == 50
    story = Story(slug=room.slug, desk=room.amina, guests=room.guests)
    first = room.head

    def is_over() -> bool:
        return room.head >= first + EVENTS and was_no_idle_walk(room, story)

    async with room.connected():
        async with asyncio.timeout(180), in_the_background(room.cut_again_and_again()):
            async with asyncio.TaskGroup() as group:
                for number in range(3):
                    group.create_task(story.write(GUESTS[number:-2:3], is_over, seed=number))
                group.create_task(story.facilitate(is_over, seed=3))
                sending = group.create_task(send_twice(room, story))
            await close_and_reopen(room)
        truth = await room.come_to_rest()
    public_id, text, ids = sending.result()

    assert truth["head"] >= first + EVENTS
    room.assert_pages_show(truth)
    # What was sent twice exists once.
    assert truth["questions"].count(text) == 1
    assert truth["votes"].count([GUESTS[-2], public_id]) == truth["counts"][public_id] == 1
    assert [truth["writes"].count(client_id) for client_id in ids] == [1, 1]
    assert len(truth["questions"]) == len(set(truth["questions"]))
    assert set(truth["questions"]) <= story.texts | story.edited_texts
    assert len(truth["counts"]) == len(story.texts)  # with those that were withdrawn
    assert_votes_are_as_wished(story, truth)
    assert max(story.statuses) < 500
    assert town.complaints() == []


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


# What fails while guests ask and vote ---------------------------------------------------------------
async def live_through(
    town: Town, wishes: Wishes, names: list[str], failing: Coroutine[Any, Any, None]
) -> None:
    """Before and behind the fault the session goes on; then every page and every row is as it must be."""
    over = asyncio.Event()
    async with wishes.room.connected():
        async with asyncio.TaskGroup() as group:
            for name in names:
                group.create_task(wishes.write(name, over))
            await wishes.until_answered(20)
            await failing
            await wishes.until_answered(20)
            over.set()
        truth = await wishes.room.come_to_rest()
    wishes.room.assert_pages_show(truth)
    wishes.assert_in(truth)


async def test_the_database_is_locked_for_three_seconds(town, wishes):
    async def lock() -> None:
        with town.locked_database():
            before = wishes.answered
            await asyncio.sleep(3)
            assert wishes.answered - before <= len(names)  # what was answered was written before

    names = GUESTS[:6]
    await live_through(town, wishes, names, lock())
    assert town.complaints() == []


async def test_each_phone_is_cut_for_two_seconds_ten_times_and_some_sleep_meanwhile(town, wishes):
    lines = list(wishes.room.lines.values())
    before = [line.cuts for line in lines]

    async def cut(line: Line) -> None:
        for _ in range(10):
            await line.lose_signal(2)
            while line.wire is None:
                await asyncio.sleep(0.05)

    async def sleep(line: Line) -> None:
        for _ in range(4):
            await line.sleep(5)

    async def cut_all() -> None:
        await asyncio.gather(*map(cut, lines[::2]), *map(sleep, lines[1::2]))

    await live_through(town, wishes, GUESTS[6:12], cut_all())
    assert town.complaints() == []
    assert min(now.cuts - then for now, then in zip(lines[::2], before[::2], strict=True)) >= 9


async def test_redis_is_restarted(town, wishes):
    if not isinstance(town, LargerTown):
        return
    await live_through(town, wishes, GUESTS[12:18], asyncio.to_thread(town.restart_redis, away=2))
    assert [line for line in town.complaints() if not line.startswith(AWAY)] == []


async def test_a_process_is_killed_and_replaced(town, wishes):
    if not isinstance(town, LargerTown):
        return
    before = wishes.sent_again
    await live_through(town, wishes, GUESTS[18:24], asyncio.to_thread(town.replace_a_process, away=1))
    assert wishes.sent_again > before
    assert town.complaints() == []
