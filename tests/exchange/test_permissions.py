"""Walks the permission table: each row, as each of the five, with one object of each kind."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from asgiref.sync import sync_to_async
from channels.testing import WebsocketCommunicator
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from casestudies.models import BriefSection, CaseStudyStatus
from exchange.asgi import application
from exchange.people.models import User
from exchange.permissions import (
    BOTH,
    DRAFT,
    GET,
    POST,
    SOCKET,
    TABLE,
    Outcome,
    Part,
    Row,
)
from forums import access
from forums.actions.summaries import publish_summary, save_item, submit_summary
from forums.models import LiveSession, Post, Summary, SummaryItem
from forums.routing import websocket_urlpatterns
from tests.factories import (
    administrator,
    agree,
    amina,
    ask,
    ben,
    chloe,
    cite,
    dineo,
    join,
    make_case_study,
    make_conversation,
    make_engagement,
    make_municipality,
    make_session,
    make_summary,
    make_theme,
    make_thread,
    pick,
)

PEOPLE: dict[str, Callable[[], User] | None] = {
    "visitor": None,
    "member": ben,
    "facilitator": amina,
    "editor": dineo,
    "administrator": administrator,
}


@dataclass
class Visit:
    """How to enter a route; and how to be what a person can be to its object."""

    kwargs: Mapping[str, Any] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)
    parts: Mapping[Part, Callable[[Client], Mapping[str, str] | None]] = field(default_factory=dict)


# One object of each kind --------------------------------------------------------------------------
def on_draft() -> dict[str, Any]:
    """A case study in the making, as the arguments of a route about a subject."""
    return {"kind": "case-study", "slug": make_case_study(status=CaseStudyStatus.DRAFT).slug}


def on_case_study() -> dict[str, Any]:
    return {"kind": "case-study", "slug": make_case_study().slug}


def by_chloe(*, status: str = CaseStudyStatus.PUBLISHED, **data: Any) -> Visit:
    """Chloé's post, the first of her thread."""
    thread = make_thread(make_case_study(status=status), author=chloe())
    return Visit(
        {"thread_id": thread.pk, "number": 1}, data, {Part.AUTHOR: lambda client: client.force_login(chloe())}
    )


def thread_of(visit: Visit) -> Visit:
    return Visit({"thread_id": visit.kwargs["thread_id"]}, visit.data)


def published_learning() -> Any:
    return publish_summary(summary=submitted())


def draft() -> Summary:
    """A summary with one item, resting on Ben's words."""
    thread = make_thread(author=agree(ben()))
    summary = make_summary(thread)
    item = cite(summary, thread.posts.get(), "keep the lights on")
    save_item(
        item=item,
        seen_revision=1,
        prose="Lights need a keeper.",
        lesson_statement="Name a keeper.",
        lesson_kind="worked",
    )
    return summary


def submitted() -> Summary:
    return submit_summary(summary=draft(), by=amina())


def item_of(summary: Summary) -> SummaryItem:
    return summary.items.get()


def in_summary(summary: Summary, **data: Any) -> Visit:
    return Visit({"summary_id": summary.pk}, data)


def at_item(**data: Any) -> Visit:
    item = item_of(draft())
    return Visit({"summary_id": item.summary_id, "item_id": item.pk, **data.pop("kwargs", {})}, data)


def in_session(
    session: LiveSession | None = None, *, data: Mapping[str, Any] | None = None, **kwargs
) -> Visit:
    session = session or make_session()
    return Visit({"slug": session.slug, **kwargs}, data or {}, parts_in(session))


def parts_in(session: LiveSession) -> dict[Part, Callable[[Client], Mapping[str, str] | None]]:
    def participant(client: Client) -> None:
        join(session, chloe())
        client.force_login(chloe())

    def guest(client: Client) -> None:
        client.post(reverse("join_session", args=[session.slug]), JOINING)

    def key_holder(client: Client) -> Mapping[str, str]:
        return {"key": access.screen_key(session)}

    return {Part.PARTICIPANT: participant, Part.GUEST: guest, Part.KEY_HOLDER: key_holder}


def at_question(verb: str, data: Mapping[str, Any] | None = None, **options: Any) -> Visit:
    session = make_session(**options)
    question = ask(join(session))
    return in_session(session, data=data, public_id=question.public_id, verb=verb)


def citing() -> Visit:
    summary = draft()
    post = Post.objects.get()
    data = {"post": post.pk, "words": "keep the lights on", "target": f"new:{BriefSection.WHAT_NEXT}"}
    return in_summary(summary, **data)


def frozen_words() -> Visit:
    return Visit({"public_id": pick(make_thread(author=agree(ben())).posts.get(), "lights").public_id})


def published_words() -> Visit:
    return Visit({"public_id": item_of(published_learning_summary()).quotations.get().public_id})


def published_learning_summary() -> Summary:
    summary = submitted()
    publish_summary(summary=summary)
    return summary


def exported(name: str, value: Any) -> Visit:
    return Visit({name: value, "extension": "txt"})


def confirming() -> Visit:
    address = ben().emailaddress_set.create(email=ben().email, primary=True)
    return Visit({"key": EmailConfirmationHMAC(address).key})


def resetting() -> Visit:
    return Visit({"uidb36": user_pk_to_url_str(chloe()), "key": default_token_generator.make_token(chloe())})


JOINING = {"guest_name": "Sipho", "shown_as": "name", "take_part": "on"}
WRITING = {"text": "We count them every Friday."}
OPENING = {"title": "Lights that last", **WRITING}
PLANNING = {"title": "Safer streets", "starts_at": "2027-09-15T10:00"}
SAVING = {"prose": "Lights need a keeper and a torch.", "seen_revision": 2}

VISITS: dict[tuple[str, str], Callable[[], Visit]] = {
    ("person", ""): lambda: Visit({"handle": chloe().handle}),
    ("own_profile", ""): lambda: Visit(data={"display_name": "Somebody"}),
    ("account_confirm_email", ""): confirming,
    ("account_reset_password_from_key", ""): resetting,
    ("theme", ""): lambda: Visit({"slug": make_theme().slug}),
    ("case_study", ""): lambda: Visit({"slug": make_case_study().slug}),
    ("case_study", DRAFT): lambda: Visit({"slug": make_case_study(status=CaseStudyStatus.WITHDRAWN).slug}),
    ("engagement", ""): lambda: Visit({"slug": make_engagement().slug}),
    ("municipality", ""): lambda: Visit({"code": make_municipality().code}),
    ("lesson", ""): lambda: Visit({"lesson_id": published_learning().lessons.get().pk}),
    ("learning", ""): lambda: Visit({"slug": published_learning().slug}),
    ("learning_export", ""): lambda: exported("slug", published_learning().slug),
    ("thread", ""): lambda: Visit({**thread_of(by_chloe()).kwargs, "slug": "lights-that-last"}),
    ("thread", DRAFT): lambda: Visit(
        {**thread_of(by_chloe(status=CaseStudyStatus.DRAFT)).kwargs, "slug": "lights-that-last"}
    ),
    ("thread_by_id", ""): lambda: thread_of(by_chloe()),
    ("new_thread", ""): lambda: Visit(on_case_study(), OPENING),
    ("new_thread", DRAFT): lambda: Visit(on_draft(), OPENING),
    ("reply", ""): lambda: thread_of(by_chloe(**WRITING)),
    ("reply", DRAFT): lambda: thread_of(by_chloe(status=CaseStudyStatus.DRAFT, **WRITING)),
    ("reply_to_post", ""): lambda: by_chloe(**WRITING),
    ("edit_post", ""): lambda: by_chloe(**WRITING, seen_revision=1),
    ("withdraw_post", ""): by_chloe,
    ("post_history", ""): by_chloe,
    ("post_history", DRAFT): lambda: by_chloe(status=CaseStudyStatus.DRAFT),
    ("conversation", ""): lambda: Visit({"slug": make_conversation().slug}),
    ("short_link", ""): lambda: Visit({"code": make_session().code}),
    ("qr", ""): lambda: Visit({"code": make_session().code}),
    ("live_session", ""): in_session,
    ("join_session", ""): lambda: in_session(data=JOINING),
    ("join_session", "the session is for members"): lambda: in_session(
        make_session(allows_guests=False), data=JOINING
    ),
    ("live_ticket", ""): in_session,
    ("ask_question", ""): lambda: in_session(data={"text": "Who keeps the lights on?"}),
    ("question_act", ""): lambda: at_question("vote"),
    ("question_act", "the question waits, and is another's"): lambda: at_question("vote", is_moderated=True),
    ("schedule_session", ""): lambda: Visit(on_case_study(), PLANNING),
    ("schedule_session", DRAFT): lambda: Visit(on_draft(), PLANNING),
    ("desk", ""): in_session,
    ("desk_ticket", ""): in_session,
    ("open_session", ""): in_session,
    ("close_session", ""): in_session,
    ("desk_act", ""): lambda: at_question("answered", data={"answer": "The traders do."}),
    ("screen", ""): in_session,
    ("screen_ticket", ""): in_session,
    ("summary", ""): lambda: in_summary(draft()),
    ("summary_export", ""): lambda: exported("summary_id", draft().pk),
    ("new_summary", ""): lambda: thread_of(by_chloe()),
    ("new_item", ""): lambda: in_summary(draft(), section=BriefSection.WHAT_NEXT),
    ("save_item", ""): lambda: at_item(**SAVING),
    ("move_item", ""): lambda: at_item(kwargs={"way": "up"}),
    ("remove_item", ""): at_item,
    ("cite", ""): citing,
    ("remove_citation", ""): lambda: Visit(
        {"summary_id": (item := item_of(draft())).summary_id, "citation_id": item.citations.get().pk}
    ),
    ("submit_summary", ""): lambda: in_summary(draft()),
    ("return_summary", ""): lambda: in_summary(submitted(), note="Say where."),
    ("publish_summary", ""): lambda: in_summary(submitted()),
    ("words", ""): published_words,
    ("words", "no publication quotes them yet"): frozen_words,
}


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
    named = {row.name for row in TABLE if row.methods != SOCKET}
    assert named == set(routes(get_resolver()))


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


PAGES = [row for row in TABLE if row.methods != SOCKET and row.name != "admin:*"]
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
    return {200: Outcome.OK, 404: Outcome.HIDDEN}.get(response.status_code, response.status_code)


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
    assert {row.methods for row in TABLE} == {GET, POST, BOTH, SOCKET}


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
def test_the_administration_is_for_administrators():
    row = next(row for row in TABLE if row.name == "admin:*")
    found: dict[str, set[Outcome | int]] = {}
    for name, person in PEOPLE.items():
        client = Client()
        if person:
            client.force_login(person())
        paths = sorted(set(admin_paths()) - {reverse("admin:login"), reverse("admin:logout")})
        assert len(paths) > 5
        if name == "administrator":
            found[name] = {outcome_of(client.get(reverse("admin:index")), "GET")}
            continue
        found[name] = {admin_outcome(client, path) for path in paths}
    assert found == {name: {outcome} for name, outcome in row.outcomes().items()}


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
async def test_the_socket_takes_commands_from_whoever_has_a_ticket():
    row = next(row for row in TABLE if row.methods == SOCKET)
    session = await sync_to_async(make_session)()
    people: dict[Any, Callable[[Client], Mapping[str, str] | None]] = {
        **{name: role(name) for name in PEOPLE},
        **parts_in(session),
    }
    found = {}
    for who, be in people.items():
        ticket = await sync_to_async(ticket_for)(session, be)
        found[who] = await outcome_of_resuming(session, ticket)
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


async def outcome_of_resuming(session: LiveSession, ticket: str) -> Outcome | dict[str, Any]:
    socket = WebsocketCommunicator(
        application,
        f"/live/{session.slug}/socket/?ticket={ticket}&after=0",
        headers=[(b"origin", b"http://localhost")],
    )
    assert await socket.connect() == (True, None)
    await socket.send_json_to({"command": "resume", "after": 0})
    while True:
        frame = await socket.receive_output(timeout=5)
        if frame["type"] == "websocket.close":
            return Outcome.FORBIDDEN if frame["code"] == 4401 else frame
        if json.loads(frame["text"])["type"] == "resumed":
            await socket.disconnect()
            return Outcome.OK
