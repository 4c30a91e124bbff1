"""The board of a conversation's insights, and the code book that all boards share."""

from collections import defaultdict
from dataclasses import dataclass

from forums.models import Code, Conversation, Insight, InsightCluster


@dataclass(frozen=True)
class Column:
    """A cluster with its insights; the first column is of those that stand in none."""

    cluster: InsightCluster | None
    insights: list[Insight]


@dataclass(frozen=True)
class CodeUse:
    """A code, those that were merged into it, and how many insights show it."""

    code: Code
    merged: list[Code]
    count: int


def board_of(conversation: Conversation) -> list[Column]:
    """Each cluster in its order, empty ones too. Withdrawn words take their insight along."""
    clusters = list(InsightCluster.objects.filter(conversation=conversation).order_by("position", "pk"))
    rows = Insight.objects.filter(conversation=conversation, quotation__withdrawn_at=None)
    by_cluster: dict[int, list[Insight]] = defaultdict(list)
    shown = rows.select_related("quotation").prefetch_related("codes__merged_into")
    for insight in shown.order_by("position", "pk"):
        by_cluster[insight.cluster_id or 0].append(insight)
    return [Column(None, by_cluster[0]), *(Column(one, by_cluster[one.pk]) for one in clusters)]


def code_book() -> list[CodeUse]:
    """All codes that stand by themselves, by name. Who has a code and one merged into it counts once."""
    codes = list(Code.objects.order_by("folded"))
    lead_of = {code.pk: code.merged_into_id or code.pk for code in codes}
    insights: dict[int, set[int]] = defaultdict(set)
    links = Insight.codes.through.objects.filter(insight__quotation__withdrawn_at=None)
    for code_id, insight in links.values_list("code", "insight"):
        insights[lead_of[code_id]].add(insight)
    merged: dict[int, list[Code]] = defaultdict(list)
    for code in codes:
        if code.merged_into_id:
            merged[code.merged_into_id].append(code)
    return [
        CodeUse(code, merged[code.pk], len(insights[code.pk])) for code in codes if not code.merged_into_id
    ]


def code_names() -> list[str]:
    """What the box for codes offers."""
    return list(Code.objects.filter(merged_into=None).order_by("folded").values_list("name", flat=True))
