"""The case studies as JSON, in full, and as points on a map; written one by one."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from casestudies.api import shown
from casestudies.dump.library import provinces_of, public_case_studies
from casestudies.models import CaseStudy


def write_json(path: Path) -> None:
    """An array of what the read API says of each case study."""
    _write_array(path, "[\n", map(shown.case_study_in_full, public_case_studies()), "\n]\n")


def write_geojson(path: Path) -> None:
    """A feature for each case study, at its municipalities and never nearer."""
    features = map(feature, public_case_studies())
    _write_array(path, '{"type": "FeatureCollection", "features": [\n', features, "\n]}\n")


def feature(case_study: CaseStudy) -> dict[str, Any]:
    """Without a place where readers may not learn one."""
    places = {place.municipality.code: place.municipality for place in case_study.places.all()}
    points = [
        [place.longitude, place.latitude]
        for place in places.values()
        if place.longitude is not None and place.latitude is not None
    ]
    summary = shown.case_study_summary(case_study)
    kept = ("id", "slug", "url", "title", "nutshell", "status", "version", "is_demonstration")
    return {
        "type": "Feature",
        "geometry": _geometry(points),
        "properties": {
            **{name: summary[name] for name in kept},
            "theme": case_study.theme.slug,
            "municipalities": list(places),
            "provinces": provinces_of(case_study),
        },
    }


def _geometry(points: list[list[float]]) -> dict[str, Any] | None:
    if len(points) == 1:
        return {"type": "Point", "coordinates": points[0]}
    return {"type": "MultiPoint", "coordinates": points} if points else None


def _write_array(path: Path, start: str, values: Iterable[Any], end: str) -> None:
    encoder = DjangoJSONEncoder(ensure_ascii=False, separators=(",", ":"))
    with path.open("w", encoding="utf-8") as file:
        file.write(start)
        for number, value in enumerate(values):
            file.write((",\n" if number else "") + encoder.encode(value))
        file.write(end)
