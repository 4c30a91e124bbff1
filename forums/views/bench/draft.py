"""The draft as its page shows it: items with their forms, section by section."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from casestudies.content.changes import Piece, words_changed
from casestudies.models import BriefSection
from forums.forms.summaries import ItemForm
from forums.models import Citation, RemovedPart, Summary, SummaryItem
from forums.presentation.workbench import digest_of, removed_from
from forums.queries import items_in_brief_order

WORDS_OF_ITEM = ("prose", "is_own_view", "lesson_statement", "lesson_kind", "lesson_conditions")


@dataclass(frozen=True)
class RefusedShortening:
    """A short form of a quotation that was not taken, and why."""

    citation: Citation
    typed: str
    why: str

    @property
    def anchor(self) -> str:
        return f"citation-{self.citation.pk}"

    @property
    def difference(self) -> list[Piece]:
        """What the short form would change in what was said."""
        return words_changed(self.citation.quotation.words, self.typed)


@dataclass(frozen=True)
class Entry:
    """An item with its form. ``is_stale``: what was typed was not saved; a colleague saved something else."""

    item: SummaryItem
    form: ItemForm
    is_stale: bool = False
    refused: RefusedShortening | None = None

    @property
    def difference(self) -> list[Piece]:
        """What one's own words change in those that a colleague saved."""
        if not self.is_stale:
            return []
        return words_changed(self.item.prose, self.form["prose"].value() or "")

    @property
    def digest(self) -> str:
        return digest_of(self.item)


@dataclass(frozen=True)
class BenchSection:
    section: BriefSection
    entries: Sequence[Entry]

    @property
    def words(self) -> int:
        return sum(entry.item.word_count for entry in self.entries)

    @property
    def suggestions(self) -> int:
        return sum(entry.item.is_suggestion for entry in self.entries)


@dataclass(frozen=True)
class Bench:
    summary: Summary
    items: Sequence[SummaryItem]
    sections: Sequence[BenchSection]
    removed: Sequence[RemovedPart] = field(default_factory=list)

    @property
    def words(self) -> int:
        return sum(item.word_count for item in self.items)

    @property
    def suggestions(self) -> int:
        return sum(item.is_suggestion for item in self.items)


def bench_of(
    summary: Summary,
    *,
    bound: tuple[int, ItemForm] | None = None,
    refused: RefusedShortening | None = None,
) -> Bench:
    """``bound``: an item's form that was not saved; ``refused``: a short form that was not taken."""
    items = items_in_brief_order(summary)
    return Bench(
        summary=summary,
        items=items,
        sections=[
            BenchSection(
                section, [entry_of(item, bound, refused) for item in items if item.section == section]
            )
            for section in BriefSection
        ],
        removed=removed_from(summary),
    )


def entry_of(
    item: SummaryItem,
    bound: tuple[int, ItemForm] | None = None,
    refused: RefusedShortening | None = None,
) -> Entry:
    if bound and bound[0] == item.pk:
        return Entry(item, bound[1], is_stale=True)
    initial = {name: getattr(item, name) for name in WORDS_OF_ITEM}
    form = ItemForm(auto_id=f"item-{item.pk}-%s", initial={**initial, "seen_revision": item.revision})
    return Entry(item, form, refused=refused if refused and refused.citation.item_id == item.pk else None)
