"""Visits to the writing of a case study: Chloé writes it, Thandi reviews it."""

from collections.abc import Callable
from typing import Any

from casestudies.actions.drafts import save_fields
from casestudies.actions.pictures import add_picture
from casestudies.actions.versions import make_version
from casestudies.content import FIELDS_BY_KEY, mark_of
from casestudies.models import CaseStudyStatus, DraftState
from casestudies.queries import head_of
from exchange.permissions import DRAFT
from tests.exchange.visit import Visit
from tests.exchange.visits_flow import at_work, written
from tests.factories import NOW, chloe, make_theme
from tests.factories.pictures import picture_file


def written_openly(data: Any = None, **kwargs: Any) -> Visit:
    return at_work(written(DraftState.WRITING, CaseStudyStatus.PUBLISHED), data, **kwargs)


def written_quietly(data: Any = None, **kwargs: Any) -> Visit:
    return at_work(written(DraftState.WRITING), data, **kwargs)


def title() -> dict[str, str]:
    """What the form of the first step sends, with another title."""
    field = FIELDS_BY_KEY["title"]
    return {"title": "Lights that stay on", "mark-title": mark_of(field, "The taxi rank")}


def inviting() -> dict[str, str]:
    return {"act": "invite", "email": "nobody@people.example"}


def outline() -> dict[str, str]:
    """What the page that shows where each part goes sends."""
    return {"how": "append", "name": "rank.md", "piece-0-text": "It was dark.", "piece-0-target": "how"}


def at_picture(status: str) -> Visit:
    """A picture of a draft; where it is public, its version shows it."""
    case_study = written(DraftState.WRITING)
    picture = add_picture(case_study=case_study, file=picture_file(), name="Rank", by=chloe(), now=NOW)
    save_fields(
        case_study=case_study,
        values={"pictures": [{"picture": picture.key, "alt": "A rank at night"}]},
        by=chloe(),
        seen=head_of(case_study).number,
        now=NOW,
    )
    if status == CaseStudyStatus.PUBLISHED:
        make_version(revision=head_of(case_study), by=None, now=NOW)
    visit = at_work(case_study)
    return Visit({"key": picture.key, "width": 80, "extension": "webp"}, {}, visit.parts)


VISITS: dict[tuple[str, str], Callable[[], Visit]] = {
    ("write_new", ""): lambda: Visit(data={"title": "Lights", "theme": make_theme().slug, "role": "lead"}),
    ("write_case_study", ""): written_openly,
    ("write_case_study", DRAFT): written_quietly,
    ("write_step", ""): lambda: written_openly(title(), step="identity"),
    ("write_step", DRAFT): lambda: written_quietly(title(), step="identity"),
    ("write_authors", ""): lambda: written_openly(inviting()),
    ("write_authors", DRAFT): lambda: written_quietly(inviting()),
    ("write_import", ""): lambda: written_openly(outline()),
    ("write_import", DRAFT): lambda: written_quietly(outline()),
    ("case_preview", ""): written_openly,
    ("case_preview", DRAFT): written_quietly,
    ("picture", ""): lambda: at_picture(CaseStudyStatus.PUBLISHED),
    ("picture", DRAFT): lambda: at_picture(CaseStudyStatus.DRAFT),
}
