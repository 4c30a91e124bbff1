"""A case study with every field filled, and the terms that it names."""

from typing import Any

from casestudies.actions.programme import load_vocabularies
from casestudies.content import NarrativeKey
from casestudies.models import BuildingBlock, CaseStudy, Term
from tests.factories.library import make_case_study, make_municipality, make_theme


def make_terms() -> None:
    """All vocabularies of the programme; once in a test."""
    if not Term.objects.exists():
        load_vocabularies()


def make_building_block(slug: str = "safety-audit-walk", **fields: Any) -> BuildingBlock:
    """The same slug gives the same building block."""
    found = BuildingBlock.objects.filter(slug=slug).first()
    return found or BuildingBlock.objects.create(
        slug=slug,
        **{
            "title": "Safety audit walk",
            "summary": "People walk a place together and mark where they feel unsafe.",
            "source": "Walk at the hour of which people speak.",
            "html": "<p>Walk at the hour of which people speak.</p>\n",
            **fields,
        },
    )


def full_content(**changes: Any) -> dict[str, Any]:
    """A content that is ready to be submitted. Makes what it names: terms, a place, a theme, a block."""
    make_terms()
    make_municipality()
    make_theme()
    make_building_block()
    narrative = {key: f"About {label.lower()}, in **plain** words." for key, label in NarrativeKey.choices}
    return {
        "title": "Lights and traders at a taxi rank",
        "nutshell": "Traders and drivers lit the rank together.",
        "abstract": "The rank was dark. Traders and drivers lit it. Most of the first lights were stolen.",
        "places": [{"uid": "place", "municipality": "MBY", "role": "lead"}],
        "site": "Kingfisher Street rank",
        "setting": ["township", "transport"],
        "theme": "public-spaces",
        "stage": "operating",
        "approach": ["cpted", "activation"],
        "population": ["women", "community"],
        "typology": ["situational"],
        "prevention_level": ["primary"],
        "instrument": ["precinct-plan"],
        "icvps": ["environmental-design"],
        "nsp_gbvf": ["prevention"],
        "inspire": ["safe-environments"],
        "start": "2021-07",
        "end": "2023-12",
        "milestones": [{"uid": "stone", "when": "2022-03", "what": "The first strip opened."}],
        "budget": "2m-10m",
        "funders": [{"uid": "fund", "name": "The municipality", "paid_for": "Lights"}],
        "staffing": "Five officials, a day a week each.",
        **narrative,
        "outcomes": [
            {
                "uid": "outcome",
                "domain": "perceived-safety",
                "statement": "More people feel safe after dark.",
                "direction": "improved",
                "how_we_know": "2",
                "source": "Two surveys",
                "baseline": "31 %",
                "value": "52 %",
                "period": "2021 to 2023",
            }
        ],
        "effect": "Twenty-one points more.",
        "mechanism": "More eyes.",
        "lessons": [
            {
                "uid": "keeper",
                "statement": "A light without a keeper goes out.",
                "kind": "did_not_work",
                "conditions": "Where copper is stolen.",
                "audience": ["officials", "planners"],
                "confidence": "one_voice",
                "attribution": "role_and_municipality",
                "attributed_to": "Urban safety officer, Mbali Bay",
            }
        ],
        "building_blocks": [{"uid": "block", "block": "safety-audit-walk", "use": "Before planning."}],
        "sources": [
            {
                "uid": "source",
                "kind": "report",
                "title": "Counting the rank",
                "authors": "Dlamini, A.",
                "year": "2023",
            }
        ],
        "people": [
            {
                "uid": "yes",
                "name": "Thandi Nkosi",
                "part": "Trader",
                "affiliation": "Traders",
                "agreed": True,
            },
            {"uid": "no", "name": "Sipho Untold", "part": "Driver", "affiliation": "", "agreed": False},
        ],
        **changes,
    }


def make_full_case_study(slug: str = "lights-and-traders", **options: Any) -> CaseStudy:
    """A published case study in which every group is filled; ``content`` changes some of it."""
    content = full_content(**options.pop("content", {}))
    return make_case_study(slug, title=options.pop("title", content["title"]), content=content, **options)
