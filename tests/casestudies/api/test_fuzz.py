"""A fuzzer reads the API's own description, and finds no answer that the description doesn't promise.

About a thousand requests: what the description allows and what it doesn't, edge by edge, and the methods
that there aren't; each with all of the fuzzer's checks.
"""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig

from casestudies.api.application import description
from casestudies.models import CaseStudyStatus
from tests.factories import make_case_study, make_engagement, make_full_case_study, make_municipality

EXAMPLES = 8  # of each operation, beside those that the description itself suggests
CONFIG = SchemathesisConfig.from_dict({"generation": {"deterministic": True, "database": "none"}})
api = schemathesis.openapi.from_dict(description(), config=CONFIG)
api.app = get_wsgi_application()


@pytest.fixture
def _library(db) -> Iterator[None]:
    """Something of each kind, under the addresses that the description gives as examples."""
    make_engagement(case_studies=[make_full_case_study("the-taxi-rank")])
    make_municipality("KZN292", "KwaDukuza", "KwaZulu-Natal", is_demonstration=False)
    make_case_study("gone", status=CaseStudyStatus.WITHDRAWN)
    for signal in (request_started, request_finished):  # as the test client does: one transaction a test
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("_library")
@api.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_operation_keeps_what_the_description_promises(case):
    case.call_and_validate(headers={"Accept-Encoding": "identity"})
