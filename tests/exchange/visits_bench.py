"""How to enter the workbench of a summary: its items, its sources, its first draft."""

from collections.abc import Callable
from typing import Any

from casestudies.models import BriefSection
from exchange.people.models import NetworkAccess
from forums.actions.summarising.removing import take_out_item
from forums.actions.summarising.threads import add_thread
from forums.models import SuggestedBy, SummaryItem
from tests.exchange.visit import Visit
from tests.factories import (
    administrator,
    agree,
    amina,
    ben,
    cite,
    make_network,
    make_poll,
    make_session,
    make_summary,
    make_thread,
)
from tests.factories.live import close, join
from tests.factories.polls import reply

WORDS = "keep the lights on"


def item() -> SummaryItem:
    """One that rests on Ben's words, in a summary of his thread."""
    thread = make_thread(
        author=agree(ben()), text=f"How do you {WORDS}? Traders say the lamps worked once they were low."
    )
    made = cite(make_summary(thread), thread.posts.get(), WORDS)
    made.suggested_by = SuggestedBy.DRAFT
    made.save()
    return made


def at_item(**data: Any) -> Visit:
    made = item()
    return Visit({"summary_id": made.summary_id, "item_id": made.pk}, data)


def at_summary(**data: Any) -> Visit:
    return Visit({"summary_id": item().summary_id}, data)


def at_source(**data: Any) -> Visit:
    made = item()
    post = made.summary.threads.get().posts.get()
    return Visit({"summary_id": made.summary_id}, {"source": post.pk, "post": post.pk, **data})


def at_removed() -> Visit:
    made = item()
    part = take_out_item(item=made, by=amina())
    return Visit({"summary_id": part.summary_id, "part_id": part.pk})


def at_another_thread() -> Visit:
    summary = item().summary
    return Visit({"summary_id": summary.pk, "thread_id": make_thread(summary.subject).pk})


def at_a_private_thread() -> Visit:
    network = make_network("Inside", NetworkAccess.PRIVATE, administrator())
    return Visit({"summary_id": item().summary_id, "thread_id": make_thread(network, amina()).pk})


def at_thread_not_quoted() -> Visit:
    summary = item().summary
    thread = make_thread(summary.subject)
    add_thread(summary=summary, thread=thread)
    return Visit({"summary_id": summary.pk, "thread_id": thread.pk})


def at_section() -> Visit:
    return Visit({"summary_id": item().summary_id, "section": BriefSection.WHAT_WORKED})


def at_poll() -> Visit:
    session = make_session()
    reply(make_poll(session), join(session, ben()), "Lights")
    target = f"new:{BriefSection.WHAT_WORKED}"
    return Visit({"summary_id": close(session).pk}, {"tally": "poll:1", "target": target})


VISITS: dict[tuple[str, str], Callable[[], Visit]] = {
    ("put_item", ""): lambda: at_item(section=BriefSection.WHAT_NEXT),
    ("take_item_over", ""): at_item,
    ("make_item_a_lesson", ""): at_item,
    ("take_section_over", ""): at_section,
    ("bring_part_back", ""): at_removed,
    ("make_first_draft", ""): at_summary,
    ("note_insight", ""): lambda: at_source(words=WORDS),
    ("read_sources", ""): lambda: at_source(reason="Said elsewhere."),
    ("unread_sources", ""): at_source,
    ("use_result", ""): at_poll,
    ("summary_sources", ""): at_summary,
    ("summary_threads", ""): at_summary,
    ("add_summary_thread", ""): at_another_thread,
    ("add_summary_thread", "the thread stays within its network"): at_a_private_thread,
    ("remove_summary_thread", ""): at_thread_not_quoted,
    ("summary_here", ""): at_summary,
    ("summary_items", ""): at_summary,
    ("summary_panels", ""): at_summary,
}
