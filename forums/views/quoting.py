"""Words of a post that somebody wants to answer, as the beginning of the reply."""

from dataclasses import dataclass

from django.http import HttpRequest

from exchange.text import Span, as_quote, sentences, words_at
from forums.models import Post
from forums.queries.shown import short_name


@dataclass(frozen=True)
class Sentence:
    value: str
    words: str
    is_ticked: bool


def sentences_to_tick(request: HttpRequest, post: Post) -> list[Sentence]:
    """The sentences of the post, where somebody asked for them; ticked ones stay ticked."""
    if "quote" not in request.GET:
        return []
    ticked = set(request.GET.getlist("sentence"))
    spans = [(f"{span.start}-{span.end}", span) for span in sentences(post.plain)]
    return [Sentence(value, words_at(post.plain, span), value in ticked) for value, span in spans]


def quote_from(request: HttpRequest, post: Post) -> str:
    """The ticked sentences as Markdown: what stands together is one quote. Empty for none."""
    ticked = set(request.GET.getlist("sentence"))
    runs: list[Span] = []
    is_next = False
    for span in sentences(post.plain) if ticked else []:
        is_ticked = f"{span.start}-{span.end}" in ticked
        if is_ticked and is_next:
            runs[-1] = Span(runs[-1].start, span.end)
        elif is_ticked:
            runs.append(span)
        is_next = is_ticked
    name = short_name(post)
    return "\n".join(as_quote(words_at(post.plain, run), name=name, number=post.number) for run in runs)
