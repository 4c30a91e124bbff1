"""Words of a post that somebody wants to answer, as the beginning of the reply."""

from collections.abc import Collection
from dataclasses import dataclass

from django.http import HttpRequest

from exchange.text import Span, as_quote, sentences, words_at
from forums.models import Post
from forums.queries.shown import short_name


@dataclass(frozen=True)
class Sentence:
    value: str
    words: str


def sentences_to_tick(request: HttpRequest, post: Post) -> list[Sentence]:
    """The sentences of the post, where somebody asked for them."""
    if "quote" not in request.GET:
        return []
    return [
        Sentence(f"{span.start}-{span.end}", words_at(post.plain, span)) for span in sentences(post.plain)
    ]


def quote_from(post: Post, ticked: Collection[str]) -> str:
    """The ticked sentences as Markdown: what stands together is one quote. Empty for none."""
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
