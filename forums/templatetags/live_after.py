"""What stands on other pages of what came after a session; and the pictures of its report."""

from dataclasses import dataclass
from typing import Any

from django import template

from forums.models import LiveSession
from forums.presentation.live_figures import Chart
from forums.queries.live_outcome import owned_questions, unanswered_questions

register = template.Library()

WIDTH, ROW, LABEL_LENGTH = 320, 36, 42


@dataclass(frozen=True)
class Bar:
    """One bar in the units of its picture."""

    label: str
    value: int
    y: int
    width: float
    said_at: float

    @property
    def label_y(self) -> int:
        return self.y + 12

    @property
    def bar_y(self) -> int:
        return self.y + 17

    @property
    def value_y(self) -> int:
        return self.y + 28


@register.inclusion_tag("forums/live/_bars.html")
def bars(chart: Chart) -> dict[str, Any]:
    """A table's first numbers as bars; the picture tells those who do not see it the same in words."""
    rows = [(str(row[0]), row[1]) for row in chart.rows if isinstance(row[1], int)]
    most = max((value for _label, value in rows), default=0) or 1
    longest = WIDTH - 44
    drawn = [
        Bar(_short(label), value, place * ROW, longest * value / most, longest * value / most + 6)
        for place, (label, value) in enumerate(rows)
    ]
    words = "; ".join(f"{label}: {value}" for label, value in rows)
    return {"chart": chart, "bars": drawn, "width": WIDTH, "height": len(drawn) * ROW, "words": words}


def _short(label: str) -> str:
    return label if len(label) <= LABEL_LENGTH else label[: LABEL_LENGTH - 1] + "…"


@register.inclusion_tag("forums/live/_after_links.html", takes_context=True)
def after_links(context: dict[str, Any], session: LiveSession) -> dict[str, Any]:
    """From the desk: who answers what was left, the report, and the files."""
    return {"session": session, "open_count": unanswered_questions(session).count()}


@register.inclusion_tag("forums/live/_mine_to_answer.html")
def mine_to_answer(user: Any) -> dict[str, Any]:
    """Questions of live sessions that somebody was asked to answer."""
    return {"questions": list(owned_questions(user))}
