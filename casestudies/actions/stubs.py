"""A stub: what is publicly known of a case study that its own team has not written up here yet."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from casestudies.actions.drafts import start_case_study
from casestudies.actions.projection import project_version
from casestudies.actions.versions import make_version
from casestudies.actions.workflow import NoMunicipality
from casestudies.content import cleaned
from casestudies.models import CaseRevision, CaseStudy, Theme
from casestudies.queries import head_of


@transaction.atomic
def write_stub(
    *,
    slug: str,
    title: str,
    nutshell: str,
    theme: Theme,
    places: Sequence[tuple[str, str]],
    source: Mapping[str, str],
) -> CaseStudy:
    """Write a stub, or write it anew under its slug: doing it again with the same facts changes nothing.

    ``places`` are (municipality code, PlaceRole); ``source`` is its title and url. Raises NoMunicipality.
    """
    if not places:
        raise NoMunicipality
    facts = {
        "nutshell": nutshell,
        "places": [{"uid": code, "municipality": code, "role": role} for code, role in places],
        "sources": [{"uid": "source", "kind": "webpage", **source}],
    }
    case_study = CaseStudy.objects.filter(slug=slug).first()
    if case_study is None:
        case_study = start_case_study(title=title, theme=theme, by=None, content=facts, slug=slug)
        head = head_of(case_study)
    else:
        earlier = head_of(case_study)
        content = cleaned({**earlier.content, **facts, "title": title, "theme": theme.slug})
        if earlier.content == content and case_study.current:
            if (case_study.title, case_study.nutshell) != (title, nutshell):
                now = case_study.current.published_at
                project_version(case_study=case_study, version=case_study.current, revision=earlier, now=now)
            return case_study
        head = CaseRevision.objects.create(
            case_study=case_study, number=earlier.number + 1, content=content, made_at=timezone.now()
        )
    make_version(revision=head, by=None, is_stub=True)
    case_study.refresh_from_db()
    return case_study
