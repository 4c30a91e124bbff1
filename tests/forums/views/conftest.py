import pytest

from casestudies.models import BriefSection
from forums.actions.summaries import add_item
from tests.factories import agree, amina, ben, dineo, join, make_session, make_summary, make_thread
from tests.forums.views.summaries import PROSE, SAID


@pytest.fixture
def source_thread():
    return make_thread(author=agree(ben()), text=SAID)


@pytest.fixture
def summary(source_thread):
    return make_summary(source_thread)


@pytest.fixture
def item(summary):
    return add_item(summary=summary, section=BriefSection.WHAT_WORKED, prose=PROSE, is_own_view=True)


@pytest.fixture
def aminas(client):
    """Amina's browser."""
    client.force_login(amina())
    return client


@pytest.fixture
def dineos(client):
    """Dineo's browser."""
    client.force_login(dineo())
    return client


@pytest.fixture
def session():
    return make_session()


@pytest.fixture
def bens(client, session):
    """Ben's browser; he has joined the session."""
    client.force_login(ben())
    join(session, ben())
    return client
