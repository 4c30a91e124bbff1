"""Withdrawn words that prose repeats, in what was published."""

from casestudies.models import LearningItem, Lesson
from exchange.text import render
from exchange.text.repeated import without_repeated


def forget_repeated_words(*, quotation_id: str, words: str, note: str) -> int:
    """Put a note in place of the words where items and lessons that quote them say them in their own text;
    returns how many did."""
    changed = 0
    items = LearningItem.objects.filter(quotations__quotation_id=quotation_id).distinct()
    for item in items.order_by("pk"):
        prose = without_repeated(item.prose, words, note)
        if prose != item.prose:
            item.prose, item.html = prose, render(prose).html
            item.save(update_fields=["prose", "html"])
            changed += 1
    learnings = items.values("learning")
    for lesson in Lesson.objects.filter(learning__in=learnings).order_by("pk"):
        if quotation_id in lesson.quotation_ids:
            changed += _reword(lesson, words, note)
    return changed


def _reword(lesson: Lesson, words: str, note: str) -> bool:
    said = {
        field: without_repeated(getattr(lesson, field), words, note) for field in ("statement", "conditions")
    }
    is_changed = any(getattr(lesson, field) != text for field, text in said.items())
    if is_changed:
        lesson.statement = said["statement"][: Lesson._meta.get_field("statement").max_length]
        lesson.conditions = said["conditions"]
        lesson.save()
    return is_changed
