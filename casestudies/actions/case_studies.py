"""Writing a case study."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casestudies.models import (
    CasePlace,
    CaseStudy,
    CaseStudyStatus,
    Municipality,
    NarrativeKey,
    NarrativeSection,
    Theme,
)
from exchange.errors import ActionError
from exchange.text import clean, render


class NoMunicipality(ActionError):
    message = _("At least one municipality takes part in every case study. Please add one.")
    status = 400


@transaction.atomic
def write_case_study(
    *,
    slug: str,
    title: str,
    nutshell: str,
    theme: Theme,
    places: Sequence[tuple[str, str]],
    status: CaseStudyStatus,
    abstract: str = "",
    sections: Mapping[str, str] | None = None,
    source_title: str = "",
    source_url: str = "",
    is_demonstration: bool = False,
) -> CaseStudy:
    """Write a case study, or write it anew under its slug.

    ``places`` are (municipality code, PlaceRole); ``sections`` map a NarrativeKey to Markdown.
    Raises NoMunicipality.
    """
    if not places:
        raise NoMunicipality
    case_study, _created = CaseStudy.objects.update_or_create(
        slug=slug,
        defaults={
            "title": title,
            "nutshell": nutshell,
            "abstract": abstract,
            "theme": theme,
            "status": status,
            "source_title": source_title,
            "source_url": source_url,
            "is_demonstration": is_demonstration,
        },
    )
    for code, role in places:
        municipality = Municipality.objects.get(code=code)
        CasePlace.objects.get_or_create(case_study=case_study, municipality=municipality, role=role)
    for key, text in (sections or {}).items():
        source = clean(text)
        rendered = render(source)
        NarrativeSection.objects.update_or_create(
            case_study=case_study,
            key=NarrativeKey(key),
            defaults={"source": source, "html": rendered.html, "renderer_version": rendered.version},
        )
    return case_study
