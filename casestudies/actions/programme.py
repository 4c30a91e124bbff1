"""Loading the programme's own data: facts from files in the repository, as often as one likes."""

import csv
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from casestudies.actions.stubs import write_stub
from casestudies.models import (
    Aim,
    CaseStudy,
    CaseStudyStatus,
    Engagement,
    HelpLine,
    Municipality,
    Partner,
    Term,
    Theme,
    Vocabulary,
)
from casestudies.queries import forget_municipality_labels

DATA = Path(__file__).resolve().parent.parent / "data"


def read_data(name: str) -> dict[str, Any]:
    """A JSON file of the library's data folder."""
    content: dict[str, Any] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return content


def month_of(text: str) -> date:
    """The first day of a month written ``2023-08``."""
    return date.fromisoformat(f"{text}-01")


@transaction.atomic
def load_programme() -> dict[str, int]:
    """Load aims, partners, themes, engagements, municipalities, vocabularies, help lines, the first stubs.

    Doing it again changes rows to what the files say and adds none. Returns how many of each there
    are. What people wrote (a stub that became a full study) is left alone.
    """
    data = read_data("programme.json")
    counts = {
        "municipalities": load_municipalities(),
        "aims": _load(Aim, data["aims"], key="slug"),
        "partners": _load(Partner, data["partners"], key="slug"),
        "help lines": _load(HelpLine, data["help_lines"], key="name"),
        "themes": _load(
            Theme, ({**row, "month": month_of(row["month"])} for row in data["themes"]), key="slug"
        ),
        "vocabulary terms": load_vocabularies(),
        "engagements": sum(bool(load_engagement(row)) for row in data["engagements"]),
    }
    for row in data["case_studies"]:
        load_stub(row)
    counts["case study stubs"] = len(data["case_studies"])
    return counts


def _load(model: Any, rows: Any, *, key: str) -> int:
    count = 0
    for row in rows:
        model.objects.update_or_create(
            **{key: row[key]}, defaults={name: value for name, value in row.items() if name != key}
        )
        count += 1
    return count


def load_municipalities() -> int:
    """The 257 municipalities of the data file, districts before their locals."""
    with (DATA / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: bool(row["parent_code"]))
    known: dict[str, Municipality] = {}
    for row in rows:
        known[row["code"]], _created = Municipality.objects.update_or_create(
            code=row["code"],
            defaults={
                "name": row["name"],
                "category": row["category"],
                "province": row["province"],
                "parent": known.get(row["parent_code"]),
                "latitude": float(row["lat"]) if row["lat"] else None,
                "longitude": float(row["lon"]) if row["lon"] else None,
            },
        )
    forget_municipality_labels()
    return len(known)


def load_vocabularies() -> int:
    """The terms of the vocabularies. What an editor renamed, moved or retired stays as the editor left it."""
    count = 0
    for vocabulary, terms in read_data("vocabularies.json").items():
        for order, term in enumerate(terms, start=1):
            Term.objects.get_or_create(
                vocabulary=Vocabulary(vocabulary),
                key=term["key"],
                defaults={
                    "label": term["label"],
                    "description": term.get("description", ""),
                    "order": order,
                },
            )
            count += 1
    return count


def load_engagement(row: Mapping[str, Any], *, is_demonstration: bool = False) -> Engagement:
    """One engagement from a data file."""
    engagement, _created = Engagement.objects.update_or_create(
        slug=row["slug"],
        defaults={
            "order": row["order"],
            "title": row["title"],
            "kind": row["kind"],
            "theme": Theme.objects.get(slug=row["theme"]) if row["theme"] else None,
            "month": month_of(row["month"]),
            "starts_on": date.fromisoformat(row["starts_on"]) if row["starts_on"] else None,
            "date_status": row["date_status"],
            "date_note": row["date_note"],
            "summary": row["summary"],
            "is_demonstration": is_demonstration,
        },
    )
    return engagement


def load_stub(row: Mapping[str, Any]) -> None:
    """A stub of a real case study: what is publicly known of it, and where to read about it."""
    if CaseStudy.objects.filter(slug=row["slug"]).exclude(status=CaseStudyStatus.STUB).exists():
        return
    case_study = write_stub(
        slug=row["slug"],
        title=row["title"],
        nutshell=row["nutshell"],
        theme=Theme.objects.get(slug=row["theme"]),
        places=[(place["code"], place["role"]) for place in row["municipalities"]],
        source=row["source"],
    )
    Engagement.objects.get(slug=row["engagement"]).case_studies.add(case_study)
