"""How to enter a summary's review: comments, disputes, corrections."""

from collections.abc import Callable

from exchange.permissions import Part
from forums.actions.commenting import comment_on_item
from forums.actions.reviewing import publish_summary, submit_summary
from forums.actions.summaries import save_item
from forums.models import Summary
from tests.exchange.visit import Visit
from tests.factories import agree, amina, ben, chloe, cite, make_summary, make_thread


def in_review() -> Summary:
    """A summary that was sent, with one item that rests on Ben's words."""
    thread = make_thread(author=agree(ben()))
    summary = make_summary(thread)
    item = cite(summary, thread.posts.get(), "keep the lights on")
    save_item(item=item, seen_revision=1, prose="Lights need a keeper.")
    return submit_summary(summary=summary, by=amina())


def published() -> Visit:
    summary = in_review()
    publish_summary(summary=summary)
    return Visit({"summary_id": summary.pk}, {"note": "The year was wrong."})


def commenting() -> Visit:
    item = in_review().items.get()
    return Visit({"summary_id": item.summary_id, "item_id": item.pk}, {"text": "Where was that?"})


def settling() -> Visit:
    item = in_review().items.get()
    comment = comment_on_item(item=item, by=amina(), text="Where was that?")
    return Visit({"summary_id": item.summary_id, "comment_id": comment.pk}, {"settlement": "At the rank."})


def shortening() -> Visit:
    thread = make_thread(author=agree(ben()))
    item = cite(make_summary(thread), thread.posts.get(), "keep the lights on")
    citation = item.citations.get()
    return Visit({"summary_id": item.summary_id, "citation_id": citation.pk}, {"shortened": ""})


def disputing() -> Visit:
    thread = make_thread(author=agree(chloe()))
    quotation = cite(make_summary(thread), thread.posts.get(), "keep the lights on").quotations.get()
    as_chloe = {Part.AUTHOR: lambda client: client.force_login(chloe())}
    return Visit({"public_id": quotation.public_id}, {"text": "I said it of another rank."}, as_chloe)


def first_version(**kwargs: str) -> Visit:
    learning = publish_summary(summary=in_review())
    return Visit({"slug": learning.slug, "number": "1.0", **kwargs})


VISITS: dict[tuple[str, str], Callable[[], Visit]] = {
    ("learning_version", ""): first_version,
    ("learning_version_export", ""): lambda: first_version(extension="txt"),
    ("approve_summary", ""): lambda: Visit({"summary_id": in_review().pk}),
    ("correct_summary", ""): published,
    ("comment_on_item", ""): commenting,
    ("settle_item_comment", ""): settling,
    ("shorten_citation", ""): shortening,
    ("dispute_quotation", ""): disputing,
}
