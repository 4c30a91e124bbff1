import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.urls import get_resolver
from playwright.sync_api import Browser, sync_playwright
from pytest_django import DjangoDbBlocker

from tests import migrated, processes, servers
from tests.site import Site, served_site

E2E = Path(__file__).parent / "e2e"
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_configure(config: pytest.Config) -> None:
    """Tests keep their files to themselves: neither ``make run``'s data nor two runs at once mix.

    pytest-django has read the settings before any conftest is loaded, so they are moved here.
    """
    kept = contextlib.ExitStack()
    config.add_cleanup(kept.close)
    folder = kept.enter_context(processes.temporary_folder("exchange-tests-"))
    settings.VAR_DIR = folder
    settings.STATIC_ROOT = folder / "static"
    settings.MEDIA_ROOT = folder / "media"
    settings.EMAIL_FILE_PATH = str(folder / "mail")
    for made in (settings.STATIC_ROOT, settings.MEDIA_ROOT):
        made.mkdir()
    # Tests write faster than people; those of the limits set their own.
    settings.POSTS_A_MINUTE = settings.POSTS_AN_HOUR = settings.POSTS_A_DAY = 1_000_000
    if settings.REDIS_URL:
        # Two runs of tests at once share a Redis: what one clears of its cache stays in the other's.
        number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
        settings.CACHES["default"]["LOCATION"] = f"{settings.REDIS_URL.rpartition('/')[0]}/{number}"
    if settings.ON_SQLITE:
        # A file and not memory: threads of one test share it as the server's threads do.
        settings.DATABASES["default"]["TEST"]["NAME"] = str(folder / "test.sqlite3")


@pytest.fixture(scope="session", autouse=True)
def routes() -> None:
    """All of them, before several threads of a test ask for the first at once."""
    assert get_resolver().url_patterns


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests last: Playwright's loop, once started, stays in the way of asyncio tests."""
    items.sort(key=_is_e2e)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Under that same loop Django would refuse the database to browser tests; only they may pass."""
    with pytest.MonkeyPatch.context() as patch:
        if _is_e2e(item):
            patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        return (yield)


def _is_e2e(item: pytest.Item) -> bool:
    return item.path.is_relative_to(E2E)


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None) -> bool:
    """The tests' database begins as a copy of a migrated one; what was migrated since is added to it."""
    test = settings.DATABASES["default"]["TEST"]
    if settings.ON_SQLITE:
        shutil.copy(migrated.sqlite_file(), test["NAME"])
    elif servers.has_migrated(os.environ["DATABASE_URL"]):
        test["TEMPLATE"] = servers.MIGRATED
    return settings.ON_SQLITE  # the copy lies in the folder that ends with the run


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """An async test's worker thread keeps its connection; PostgreSQL drops no database in use."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock():
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            connection.close()
            connection.close_pool()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    with servers.postgres() as url:
        yield url


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    with servers.redis() as url:
        yield url


@pytest.fixture(scope="session")
def chromium() -> str:
    return servers.chromium_path()


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    with served_site() as site:
        yield site
