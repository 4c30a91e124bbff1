"""Walks the permission table: each row, as each of the five, with one object of each kind."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from uuid import UUID

import pytest
from asgiref.sync import sync_to_async
from channels.testing import ApplicationCommunicator, WebsocketCommunicator
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from casestudies.editors import LOOKED_AFTER
from exchange.asgi import application
from exchange.people.models import User
from exchange.permissions import BOTH, GET, POST, SOCKET, STREAM, TABLE, Outcome, Row
from forums.models import LiveSession
from forums.routing import stream_urlpatterns, websocket_urlpatterns
from tests.exchange.visits import VISITS, Visit, parts_in
from tests.factories import administrator, amina, ben, dineo, make_session

PEOPLE: dict[str, Callable[[], User] | None] = {
    "visitor": None,
    "member": ben,
    "facilitator": amina,
    "editor": dineo,
    "administrator": administrator,
}


WITH_TICKETS = (SOCKET, STREAM)


# The table is whole -------------------------------------------------------------------------------
def routes(resolver: Any, namespace: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern, pattern.namespace or namespace)
        else:
            yield f"{namespace}:*" if namespace else pattern.name


def socket_commands() -> Iterator[str]:
    for pattern in websocket_urlpatterns:
        for command in pattern.callback.consumer_class.commands:
            yield f"{pattern.name}: {command}"


def test_every_route_has_a_row_and_every_row_a_route():
    named = {row.name for row in TABLE if row.methods not in WITH_TICKETS}
    assert named == set(routes(get_resolver()))


def test_every_stream_has_a_row_and_every_row_a_stream():
    named = [row.name for row in TABLE if row.methods == STREAM]
    assert named == [pattern.name for pattern in stream_urlpatterns]


def test_every_socket_command_has_a_row_and_every_row_a_command():
    assert {row.name for row in TABLE if row.methods == SOCKET} == set(socket_commands())


def test_a_row_stands_once():
    keys = [(row.name, row.when) for row in TABLE]
    assert sorted(keys) == sorted(set(keys))


def test_every_command_has_its_method():
    for pattern in websocket_urlpatterns:
        consumer = pattern.callback.consumer_class
        assert all(callable(getattr(consumer, method)) for method in consumer.commands.values())


# The table is true --------------------------------------------------------------------------------
def is_ours(row: Row) -> bool:
    return not row.name.startswith(("account_", "admin:"))


PAGES = [row for row in TABLE if row.methods not in WITH_TICKETS and not row.name.endswith(":*")]
each_page = pytest.mark.parametrize("row", PAGES, ids=lambda row: f"{row.name} {row.when}".strip())


def prepared(row: Row) -> tuple[str, Visit]:
    visit = VISITS.get((row.name, row.when), Visit)()
    return reverse(row.name, kwargs=visit.kwargs), visit


def outcome_of(response: HttpResponse, method: str) -> Outcome | int:
    if response.status_code == 403:
        is_logged_out = (response.context or {}).get("is_logged_out")
        return Outcome.LOGIN if is_logged_out else Outcome.FORBIDDEN
    if response.status_code in {301, 302}:
        if response["Location"].startswith(reverse("account_login")):
            return Outcome.LOGIN
        return Outcome.SENT_ON if method == "GET" else Outcome.OK
    return {200: Outcome.OK, 404: Outcome.HIDDEN, 410: Outcome.GONE}.get(
        response.status_code, response.status_code
    )


def enter(
    path: str, visit: Visit, method: str, be: Callable[[Client], Mapping[str, str] | None]
) -> Outcome | int:
    """What comes back to one person; whatever the request wrote is undone."""
    client = Client()
    with transaction.atomic():
        query = be(client)
        if method == "GET":
            response = client.get(path, query)
        else:
            response = client.post(path, visit.data, query_params=query)
        transaction.set_rollback(True)
    return outcome_of(response, method)


def give_passwords() -> None:
    """Allauth treats an account without a password in its own way; ours all have one."""
    for person in filter(None, PEOPLE.values()):
        User.objects.filter(pk=person().pk).update(password="md5$never$matched")


def role(name: str) -> Callable[[Client], None]:
    person = PEOPLE[name]
    return lambda client: client.force_login(person()) if person else None


@pytest.fixture
def _fresh_cache() -> Iterator[None]:
    """Allauth counts tries in the cache."""
    cache.clear()
    yield
    cache.clear()


@pytest.mark.django_db
@pytest.mark.usefixtures("_fresh_cache")
@each_page
def test_each_of_the_five_gets_what_the_table_says(row):
    give_passwords()
    path, visit = prepared(row)
    for method in sorted((row.methods if is_ours(row) else GET) - {"HEAD"}):
        found = {name: enter(path, visit, method, role(name)) for name in PEOPLE}
        assert (method, found) == (method, row.outcomes())


@pytest.mark.django_db
@pytest.mark.parametrize(
    "row", [row for row in PAGES if row.parts], ids=lambda row: f"{row.name} {row.when}".strip()
)
def test_who_plays_a_part_gets_what_the_table_says(row):
    path, visit = prepared(row)
    for method in sorted(row.methods - {"HEAD"}):
        found = {part: enter(path, visit, method, visit.parts[part]) for part in row.parts}
        assert (method, found) == (method, dict(row.parts))


@pytest.mark.django_db
@each_page
def test_other_methods_are_refused(row, client):
    path, _visit = prepared(row)
    client.force_login(administrator())
    allowed = {"GET", "HEAD", "POST"} if row.methods == BOTH else row.methods
    for method in {"GET", "HEAD", "POST"} - allowed:
        assert (method, client.generic(method, path).status_code) == (method, 405)
    if is_ours(row):
        answers = {method: client.generic(method, path).status_code for method in ("PUT", "PATCH", "DELETE")}
        assert answers == dict.fromkeys(answers, 405)


@pytest.mark.django_db
def test_the_table_knows_only_pages_that_read_and_forms_that_write():
    assert {row.methods for row in TABLE} == {GET, POST, BOTH, SOCKET, STREAM}


# The administration -------------------------------------------------------------------------------
def admin_paths() -> Iterator[str]:
    """Every page of the administration that needs no object."""
    site = next(
        pattern for pattern in get_resolver().url_patterns if getattr(pattern, "namespace", None) == "admin"
    )
    for name in {name for name in names_in(site) if name}:
        try:
            yield reverse(f"admin:{name}")
        except NoReverseMatch:
            assert name.endswith(("_history", "_delete", "_change", "view_on_site", "app_list"))


def names_in(resolver: Any) -> Iterator[str | None]:
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from names_in(pattern)
        else:
            yield pattern.name


@pytest.mark.django_db
def test_the_administration_is_for_administrators_and_for_editors_of_the_library():
    row = next(row for row in TABLE if row.name == "admin:*")
    paths = sorted(set(admin_paths()) - {reverse("admin:login"), reverse("admin:logout")})
    assert len(paths) > 5
    found: dict[str, set[Outcome | int]] = {}
    for name, person in PEOPLE.items():
        client = Client()
        if person:
            client.force_login(person())
        is_let_in = name in {"administrator", "editor"}
        asked = [reverse("admin:index")] if is_let_in else paths
        found[name] = {admin_outcome(client, path) for path in asked}
    assert found == {name: {outcome} for name, outcome in row.outcomes().items()}


@pytest.mark.django_db
def test_an_editor_finds_the_library_in_the_administration_and_nothing_else(client):
    client.force_login(dineo())
    lists = {path: admin_outcome(client, path) for path in admin_paths() if path.count("/") == 4}
    opened = {path.split("/")[3] for path, outcome in lists.items() if outcome == Outcome.OK} - {"done"}
    assert opened == {name for name in LOOKED_AFTER if name != "programmeslot"}
    assert lists[reverse("admin:people_user_changelist")] == Outcome.FORBIDDEN


def admin_outcome(client: Client, path: str) -> Outcome | int:
    """Where one ends up: the administration sends strangers to its log-in, which is ours."""
    response = client.get(path, follow=True)
    if any(step.startswith(reverse("account_login")) for step, _status in response.redirect_chain):
        return Outcome.LOGIN
    return outcome_of(response, "GET")


@pytest.mark.django_db
def test_nobody_tries_passwords_at_the_administrations_own_log_in(client):
    give_passwords()
    response = client.post(reverse("admin:login"), {"username": administrator().email, "password": "guess"})
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


# The socket ---------------------------------------------------------------------------------------
TICKETS = ("live_ticket", "desk_ticket", "screen_ticket")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["live_socket: resume", "live_socket: vote", "live_events", "live_state"])
async def test_a_room_is_heard_by_whoever_has_a_ticket(name):
    row = next(row for row in TABLE if row.name == name)
    session = await sync_to_async(make_session)()
    people: dict[Any, Callable[[Client], Mapping[str, str] | None]] = {
        **{name: role(name) for name in PEOPLE},
        **parts_in(session),
    }
    found = {}
    for who, be in people.items():
        ticket = await sync_to_async(ticket_for)(session, be)
        if row.methods == SOCKET:
            found[who] = await outcome_of_saying(COMMANDS[name.partition(": ")[2]], session, ticket)
        else:
            found[who] = await outcome_of_asking(
                f"/live/{session.slug}/{name.removeprefix('live_')}/", ticket
            )
    assert found == {**row.outcomes(), **row.parts}


def ticket_for(session: LiveSession, be: Callable[[Client], Mapping[str, str] | None]) -> str:
    """The first ticket that one of the three pages gives a person."""
    client = Client()
    query = be(client)
    for route in TICKETS:
        response = client.get(reverse(route, args=[session.slug]), query)
        if response.status_code == 200 and "ticket" in response.json():
            return response.json()["ticket"]
    return ""


async def outcome_of_asking(path: str, ticket: str) -> Outcome | int:
    """Through the door of the whole site, behind which Django answers everything else."""
    query = f"ticket={ticket}&after=0".encode()
    scope = {"type": "http", "method": "GET", "path": path, "query_string": query, "headers": []}
    browser = ApplicationCommunicator(application, scope)
    await browser.send_input({"type": "http.request"})
    status = (await browser.receive_output(timeout=5))["status"]
    await browser.send_input({"type": "http.disconnect"})
    await browser.wait(timeout=5)
    return {200: Outcome.OK, 403: Outcome.FORBIDDEN}.get(status, status)


COMMANDS = {
    "resume": {"command": "resume", "after": 0},
    "vote": {"command": "vote", "question": "none", "on": True, "client_id": str(UUID(int=7))},
}
ANSWERS = {"resumed", "voted", "refused"}
CLOSED = {4400, 4401}


async def outcome_of_saying(
    command: dict[str, Any], session: LiveSession, ticket: str
) -> Outcome | dict[str, Any]:
    socket = WebsocketCommunicator(
        application,
        f"/live/{session.slug}/socket/?ticket={ticket}&after=0",
        headers=[(b"origin", b"http://localhost")],
    )
    assert await socket.connect() == (True, None)
    await socket.send_json_to(command)
    while True:
        frame = await socket.receive_output(timeout=5)
        if frame["type"] == "websocket.close":
            return Outcome.FORBIDDEN if frame["code"] in CLOSED else frame
        if json.loads(frame["text"])["type"] in ANSWERS:
            await socket.disconnect()
            return Outcome.OK
