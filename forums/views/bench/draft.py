"""The draft as its page shows it: items with their forms, section by section."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from casestudies.content.changes import Piece, words_changed
from casestudies.models import BriefSection
from exchange.text import render
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

    @property
    def html(self) -> str:
        """The prose as it will be published."""
        return render(self.item.prose).html


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
    bound: Sequence[ItemForm] = (),
    refused: RefusedShortening | None = None,
) -> Bench:
    """``bound``: forms of items that were not saved; ``refused``: a short form that was not taken."""
    items = items_in_brief_order(summary)
    unsaved = {form.item: form for form in bound}
    return Bench(
        summary=summary,
        items=items,
        sections=[
            BenchSection(
                section,
                [entry_of(item, unsaved.get(item.pk), refused) for item in items if item.section == section],
            )
            for section in BriefSection
        ],
        removed=removed_from(summary),
    )


def entry_of(
    item: SummaryItem,
    bound: ItemForm | None = None,
    refused: RefusedShortening | None = None,
) -> Entry:
    if bound:
        return Entry(item, bound, is_stale=True)
    words = {name: getattr(item, name) for name in WORDS_OF_ITEM}
    seen = {"seen_revision": item.revision, "seen_words": fingerprint(words)}
    form = ItemForm(item=item.pk, initial={**words, **seen})
    return Entry(item, form, refused=refused if refused and refused.citation.item_id == item.pk else None)


def fingerprint(words: Mapping[str, Any]) -> str:
    """Tells whether somebody typed in an item since the page was made; a browser's line breaks are none."""
    told = [words.get(name) or "" for name in WORDS_OF_ITEM]
    lines = [text if isinstance(text, bool) else "\n".join(str(text).split("\r\n")).strip() for text in told]
    return hashlib.sha256(repr(lines).encode()).hexdigest()[:10]
