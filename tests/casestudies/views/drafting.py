"""A draft as its authors' browsers see it and send it."""

from typing import Any

from django.urls import reverse

from casestudies.content import FIELDS_BY_KEY, mark_of
from casestudies.models import CaseStudy
from casestudies.queries import head_of


def step_of(case_study: CaseStudy, step: str) -> str:
    return reverse("write_step", args=[case_study.slug, step])


def shown(case_study: CaseStudy, **values: Any) -> dict[str, Any]:
    """What a form sends whose page was made from the draft as it is now."""
    content = head_of(case_study).content
    marks = {f"mark-{key}": mark_of(FIELDS_BY_KEY[key], content[key]) for key in values}
    return {"seen": head_of(case_study).number, **marks, **values}


def row(key: str, index: int, **values: Any) -> dict[str, Any]:
    return {f"{key}-{index}-{name}": value for name, value in values.items()}


def draft(case_study: CaseStudy) -> dict[str, Any]:
    return head_of(case_study).content
