import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.visits import WAIT, Visits
from tests.site import Site


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/e2e" in item.path.as_posix():
            item.add_marker(pytest.mark.servers)


@pytest.fixture(scope="session")
def all_visits(browser: Browser, site: Site) -> Visits:
    expect.set_options(timeout=WAIT)
    return Visits(browser, site)


@pytest.fixture(scope="session")
def places(site: Site) -> dict[str, str]:
    """Sessions, summaries and a long thread; where those are whose address has a number in it."""
    made = site.manage("shell", "-v0", "-c", "from tests.e2e.stored import seed; seed()")
    found: dict[str, str] = json.loads(made)
    return found


@pytest.fixture
def visits(all_visits: Visits) -> Iterator[Visits]:
    """Pages for people; afterwards no page may have complained in its console or left the site."""
    yield all_visits
    assert all_visits.close() == []
