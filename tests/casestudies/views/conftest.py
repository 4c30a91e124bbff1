import pytest

from casestudies.actions.authors import invite_author
from casestudies.models import CaseStudyStatus
from tests.factories import ben, chloe, make_case_study


@pytest.fixture
def case_study():
    """Ben's draft, which Chloé writes with him."""
    made = make_case_study(
        author=ben(), status=CaseStudyStatus.DRAFT, content={"in_a_nutshell": "It was dark."}
    )
    invite_author(case_study=made, email=chloe().email)
    return made


@pytest.fixture
def ben_logged_in(client):
    client.force_login(ben())
