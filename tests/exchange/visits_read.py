"""How to enter what is there to be read, cited, compared and taken along."""

from collections.abc import Callable
from typing import Any

from casestudies.models import CaseStudyStatus
from exchange.permissions import WITHDRAWN
from tests.exchange.visit import Visit
from tests.factories import make_building_block, make_case_study


def in_version(status: str = CaseStudyStatus.PUBLISHED, **kwargs: Any) -> Visit:
    return Visit({"slug": make_case_study(status=status).slug, "number": "1.0", **kwargs})


def as_file(status: str = CaseStudyStatus.PUBLISHED) -> Visit:
    return Visit({"slug": make_case_study(status=status).slug, "extension": "txt"})


GONE = CaseStudyStatus.WITHDRAWN
VISITS: dict[tuple[str, str], Callable[[], Visit]] = {
    ("case_version", ""): in_version,
    ("case_version", WITHDRAWN): lambda: in_version(GONE),
    ("case_version_export", ""): lambda: in_version(extension="txt"),
    ("case_version_export", WITHDRAWN): lambda: in_version(GONE, extension="txt"),
    ("case_export", ""): as_file,
    ("case_export", WITHDRAWN): lambda: as_file(GONE),
    ("citation", ""): lambda: in_version(extension="bib"),
    ("citation", WITHDRAWN): lambda: in_version(GONE, extension="bib"),
    ("case_sources", ""): in_version,
    ("case_sources", WITHDRAWN): lambda: in_version(GONE),
    ("building_block", ""): lambda: Visit({"slug": make_building_block().slug}),
}
