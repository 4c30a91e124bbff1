"""What is sent from the workbench."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from casestudies.models import BriefSection
from exchange.forms import TitleField
from exchange.text import Span, words_at
from forums.actions.summarising.picking import Picked
from forums.models import Post, PostKind, Summary, SummaryItem, Thread
from forums.queries.source_list import SAID, SourceFilter, Use

NEW_ITEM = "new:"
CONTEXT = 40  # code points on each side that tell one occurrence of words from another
MOST_TICKED = 200
LONGEST_NUMBER = 7  # digits of a place in a text


class SourceFilterForm(forms.Form):
    """What of the sources one wants to see; whatever is not understood asks for nothing."""

    words = TitleField(
        label=_("Search what was said"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    thread = forms.TypedChoiceField(label=_("Thread"), required=False, coerce=int, empty_value=None)
    votes = forms.IntegerField(label=_("Votes, at least"), required=False, min_value=0, max_value=9999)
    use = forms.ChoiceField(
        label=_("Use"),
        required=False,
        choices=[
            (Use.ANY.value, _("Used or not")),
            (Use.UNUSED.value, _("Not yet used")),
            (Use.UNREAD.value, _("Not yet read")),
            (Use.CITED.value, _("Quoted")),
            (Use.READ.value, _("Read and not used")),
        ],
    )
    starred = forms.BooleanField(label=_("Starred for the summary"), required=False)

    def __init__(self, *args: Any, threads: Sequence[Thread], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.value, kind.label) for kind in PostKind if kind in SAID]
        for field in self.fields.values():
            field.is_conditional = True  # type: ignore[attr-defined]  # a filter's fields are all optional
        self.fields["kind"].choices = [("", _("All kinds")), *kinds]  # type: ignore[attr-defined]
        self.fields["thread"].choices = [  # type: ignore[attr-defined]
            ("", _("All threads")),
            *((thread.pk, thread.title) for thread in threads),
        ]

    @property
    def wanted(self) -> SourceFilter:
        self.is_valid()
        found = getattr(self, "cleaned_data", {})
        return SourceFilter(
            thread=found.get("thread"),
            kind=found.get("kind") or "",
            votes=found.get("votes") or 0,
            is_starred=bool(found.get("starred")),
            use=Use(found.get("use") or ""),
            words=found.get("words") or "",
        )


class ThreadSearchForm(forms.Form):
    """Words of a thread that a summary could draw on."""

    words = TitleField(
        label=_("Find a thread by its words"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )

    @property
    def wanted(self) -> str:
        return str(self.cleaned_data["words"]) if self.is_valid() else ""


class TargetField(forms.CharField):
    """An item of the summary, or the section in which a new one is wanted."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, required=True, **kwargs)
        self.summary: Summary | None = None

    def clean(self, value: Any) -> SummaryItem | BriefSection:
        target = super().clean(value)
        if target.startswith(NEW_ITEM) and target.removeprefix(NEW_ITEM) in BriefSection.values:
            return BriefSection(target.removeprefix(NEW_ITEM))
        items = self.summary.items if self.summary else SummaryItem.objects.none()
        item = items.filter(pk=target).first() if target.isdecimal() and target.isascii() else None
        if item is None:
            raise ValidationError(_("Please choose where the words should go."))
        return item


class TargetForm(forms.Form):
    target = TargetField(error_messages={"required": _("Please choose where the words should go.")})

    def __init__(self, *args: Any, summary: Summary, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].summary = summary  # type: ignore[attr-defined]


class SourcesForm(forms.Form):
    """What was picked of the sources: selected words with their context, or ticked sentences."""

    post = forms.CharField(required=False)
    words = forms.CharField(required=False, strip=False)
    before = forms.CharField(required=False, strip=False)
    after = forms.CharField(required=False, strip=False)

    def __init__(self, *args: Any, summary: Summary, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sources = sources_within(summary, user)

    @property
    def picked(self) -> list[Picked]:
        found: list[Picked] = self.cleaned_data["picked"]
        return found

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if (cleaned.get("words") or "").strip():
            post = self._posts([cleaned.get("post") or ""]).get(cleaned.get("post") or "")
            if post is None:
                raise ValidationError(_("These words are no longer there."))
            cleaned["picked"] = [Picked(post, *(cleaned[name] for name in ("words", "before", "after")))]
        else:
            cleaned["picked"] = self._ticked_sentences()
        if not cleaned["picked"]:
            raise ValidationError(
                _("Please select the words, or tick the sentences, that you want to quote.")
            )
        return cleaned

    def _ticked_sentences(self) -> list[Picked]:
        """Sentences that stand together are one quotation; those apart are quoted one after the other."""
        ticked = self.data.getlist("sentence") if isinstance(self.data, QueryDict) else []
        spans: dict[str, list[Span]] = {}
        for value in ticked[:MOST_TICKED]:
            key, span = _ticked(value)
            spans.setdefault(key, []).append(span)
        posts = self._posts(spans)
        if len(posts) < len(spans):
            raise ValidationError(_("Please tick the sentences again."))
        return [
            _picked(posts[key], whole) for key, found in spans.items() for whole in _joined(posts[key], found)
        ]

    def _posts(self, keys: Iterable[str]) -> dict[str, Post]:
        return {str(post.pk): post for post in self.sources.filter(pk__in=_numbers(keys))}


class PickForm(SourcesForm):
    """What was picked, and where in the draft it should go."""

    target = TargetField(error_messages={"required": _("Please choose where the words should go.")})

    def __init__(self, *args: Any, summary: Summary, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, summary=summary, user=user, **kwargs)
        self.fields["target"].summary = summary  # type: ignore[attr-defined]


def sources_within(summary: Summary, user: Any) -> QuerySet[Post]:
    threads = Thread.objects.visible_to(user).filter(pk__in=summary.threads.all())
    return Post.objects.filter(thread__in=threads, kind__in=SAID)


def ticked_sources(data: QueryDict, *, summary: Summary, user: Any) -> list[Post]:
    """Whole sources that were ticked; with ``all_shown`` every one that stood on the page."""
    values = data.getlist("source")
    if data.get("all_shown"):
        values += " ".join(data.getlist("shown")).split()
    return list(sources_within(summary, user).filter(pk__in=_numbers(values[:MOST_TICKED])))


def _numbers(values: Iterable[str]) -> list[str]:
    return [value for value in values if value.isdecimal() and value.isascii() and len(value) < 19]


def _ticked(value: str) -> tuple[str, Span]:
    key, _colon, span = value.partition(":")
    start, _dash, end = span.partition("-")
    if not (start.isdecimal() and end.isdecimal() and start.isascii() and end.isascii()):
        raise ValidationError(_("Please tick the sentences again."))
    if max(len(start), len(end)) > LONGEST_NUMBER or int(start) >= int(end):
        raise ValidationError(_("Please tick the sentences again."))
    return key, Span(int(start), int(end))


def _joined(post: Post, spans: list[Span]) -> list[Span]:
    spans = sorted(spans, key=lambda span: span.start)
    runs = [[spans[0]]]
    for earlier, later in pairwise(spans):
        if post.plain[earlier.end : later.start].strip():
            runs.append([later])
        else:
            runs[-1].append(later)
    return [Span(run[0].start, max(span.end for span in run)) for run in runs]


def _picked(post: Post, span: Span) -> Picked:
    words = words_at(post.plain, span)
    if not words.strip():
        raise ValidationError(_("Please tick the sentences again."))
    before = post.plain[max(0, span.start - CONTEXT) : span.start]
    return Picked(post, words, before, post.plain[span.end : span.end + CONTEXT])


class PlaceForm(forms.Form):
    """Where an item should stand: before another one, or at the end of a section."""

    section = forms.ChoiceField(choices=BriefSection.choices)
    seen_section = forms.CharField(required=False)
    before = forms.IntegerField(required=False)


class ReasonForm(forms.Form):
    """A common reason, by its button, or one's own words, which go before."""

    reason = TitleField(label=_("Why it is not used"), max_length=200, required=False)
    own_reason = TitleField(label=_("Another reason"), max_length=200, required=False)
