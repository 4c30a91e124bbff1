from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.visits import WAIT, Visits
from tests.servers import Site


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/e2e" in item.path.as_posix():
            item.add_marker(pytest.mark.servers)


@pytest.fixture(scope="session")
def all_visits(browser: Browser, site: Site) -> Visits:
    expect.set_options(timeout=WAIT)
    return Visits(browser, site)


@pytest.fixture
def visits(all_visits: Visits) -> Iterator[Visits]:
    """Pages for people; afterwards no page may have complained in its console or left the site."""
    yield all_visits
    assert all_visits.close() == []


@pytest.fixture
def visit(visits: Visits) -> Callable[..., Page]:
    return visits.page
