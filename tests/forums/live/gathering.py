"""A session on a served site, with fifty lines to it that can be cut."""

import asyncio
import contextlib
import json
import random
import re
from collections.abc import AsyncIterator, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from forums.live.groups import Audience
from tests.forums.live.devices import Device, Line, data_of
from tests.forums.live.pages import Page, by_id, folded
from tests.site import Site

GUESTS = [f"Guest {number}" for number in range(26)]


class Room:
    """The session, its people, and their lines: 34 of attendees, 8 desks, 8 screens."""

    def __init__(self, sites: list[Site]) -> None:
        self.site = sites[0]
        self.urls = [site.url for site in sites]
        self.chance = random.Random(11)  # noqa: S311
        self.amina = Device(self.urls)
        self.guests = {name: Device(self.urls, seed=seed) for seed, name in enumerate(GUESTS)}
        self.lines: dict[str, Line] = {}

    def open(self, *, is_moderated: bool = True) -> None:
        """Amina plans a session and opens it; guests join."""
        self.amina.log_in("amina@demo.example", "demonstration")
        engagement = re.search(r'href="/engagements/([\w-]+)/"', self.amina.get("/engagements/"))[1]
        plan = {"title": "Cut again and again", "starts_at": "2027-09-15T10:00"}
        choices = dict.fromkeys(("allows_guests", "allows_anonymous"), "on")
        if is_moderated:
            choices["is_moderated"] = "on"
        path = f"/live/new/engagement/{engagement}/"
        self.amina.get(path)
        _status, desk = self.amina.post(path, plan | choices)
        self.slug = data_of(desk, "socket").split("/")[2]
        self.live = f"/live/{self.slug}/"
        self.amina.post(f"{self.live}desk/open/", {})
        self.screen_link = data_of(self.amina.get(f"{self.live}screen/"), "ticket-url")
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(self._join, GUESTS))

    def _join(self, name: str) -> None:
        device = self.guests[name]
        device.get(self.live)
        fields = {"guest_name": name, "shown_as": "name", "take_part": "on"}
        _status, page = device.post(f"{self.live}join/", fields)
        self._add_line(f"{name}, page", Audience.ATTENDEES, page, device, f"{self.live}ticket/")

    def add_others(self) -> None:
        """Second devices of some guests, desks and screens: fifty lines in all."""
        for name in GUESTS[:8]:
            self._add_line(f"{name}, again", Audience.ATTENDEES, "", self.guests[name], f"{self.live}ticket/")
        for number in range(8):
            for audience, path, ticket in (
                (Audience.FACILITATORS, f"{self.live}desk/", f"{self.live}desk/ticket/"),
                (Audience.SCREENS, f"{self.live}screen/", self.screen_link),
            ):
                page = self.amina.get(path) if number % 2 else ""
                self._add_line(f"{audience} {number}", audience, page, self.amina, ticket)

    def _add_line(self, name: str, audience: Audience, page: str, device: Device, ticket: str) -> None:
        """With a page one starts from where it was rendered; else with nothing, and no ticket either."""
        seed = len(self.lines)
        self.lines[name] = Line(
            Page(audience, seq=int(data_of(page, "after")), state="open") if page else Page(audience),
            urls=self.urls,
            path=f"{self.live}socket/",
            ticket=data_of(page, "ticket") if page else "",
            renew=lambda: json.loads(device.get(ticket, accept="application/json"))["ticket"],
            seed=seed,
        )

    @property
    def head(self) -> int:
        return max(line.page.seq for line in self.lines.values())

    @contextlib.asynccontextmanager
    async def connected(self) -> AsyncIterator[None]:
        async with in_the_background(*(line.run() for line in self.lines.values())):
            yield

    async def cut_again_and_again(self) -> None:
        """Some lines at once, as in a tunnel; sometimes somebody looks at the phone."""
        lines = list(self.lines.values())
        while True:
            self.chance.shuffle(lines)
            lines.sort(key=lambda line: line.cuts)
            for line in lines[: self.chance.choice([2, 5, 20])]:
                line.cut()
            await self.chance.choice(lines).wake()
            await asyncio.sleep(self.chance.uniform(0.02, 0.15))

    def truth(self) -> dict[str, Any]:
        code = f"from tests.forums.live.truth import tell; tell({self.slug!r})"
        return json.loads(self.site.manage("shell", "-v0", "-c", code))

    async def come_to_rest(self) -> dict[str, Any]:
        """Nobody writes any more: wait until each page has come to the log's head. Returns the truth."""
        truth = await asyncio.to_thread(self.truth)
        await asyncio.gather(*(line.until(truth["head"]) for line in self.lines.values()))
        return truth

    def assert_pages_show(self, truth: dict[str, Any]) -> None:
        """Each page shows the fold of a gapless log for its audience, and never went back."""
        assert truth["seqs"] == list(range(1, truth["head"] + 1))
        for name, line in self.lines.items():
            page = line.page
            assert page.seq == truth["head"]
            assert page.state == folded(truth["folds"][page.audience]), name
            assert page.own == by_id(truth["own"].get(name.split(",")[0], [])), name
            assert page.edits == by_id(truth["edits"].get(name.split(",")[0], [])), name
            assert page.applied == sorted(page.applied)
            assert (line.went_back, line.gaps) == ([], 0), (name, line.went_back, line.gaps)
            if page.audience is not Audience.FACILITATORS:
                assert page.ever_shown.isdisjoint(truth["never_shown"])


@contextlib.asynccontextmanager
async def in_the_background(*endless: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Run these until the block ends; if one fails, so does the block."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one) for one in endless]
        yield
        for task in tasks:
            task.cancel()
