"""A secret in a post, and every place where somebody might come across it.

``SURFACES`` names each place and what a stranger gets there, as bytes or text. A new surface is one more
line: it is first proved to show the secret while it may be seen, and then to keep it.
"""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import reverse

from exchange.notices.actions.mailing import send_what_is_due
from exchange.notices.models import NoticeSettings, Pace
from exchange.people.models import NetworkAccess, User
from exchange.text import as_quote
from forums.actions.attachments import Upload, attach, keep_upload
from forums.actions.facilitating.outcomes import mark_answer
from forums.actions.posts import edit_post
from forums.actions.reviewing import publish_summary, submit_summary
from forums.actions.summaries import save_item
from forums.models import Bookmark, Post, Summary, Thread, Watch, WatchLevel
from tests.factories import (
    NOW,
    agree,
    amina,
    ben,
    chloe,
    cite,
    dineo,
    make_conversation,
    make_member,
    make_network,
    make_post,
    make_summary,
    make_thread,
    minutes_later,
    run_jobs,
)
from tests.pdf_words import words_of_pdf

SECRET = "xylozoograph"
TITLE = "quillwort"  # in the title of the thread
OPENING = "zeppelin"  # in its first post
FILE = "marzipan"  # in the name of a file that came with the post
WORD = "lanternfish"  # what one searches for, since a page of results repeats what was searched
SENTENCE = f"The {SECRET} stands beside the {WORD} at the rank."
PDF = f"%PDF-1.4\n1 0 obj\n{SECRET}\nendobj\n%%EOF\n".encode()


@dataclass
class Story:
    """Ben said it, Dineo quoted it, Chloé and Elsa follow the thread and are strangers."""

    thread: Thread
    post: Post
    quoting: Post
    subject_url: str
    file: str
    draft: Summary | None = None
    summary: Summary | None = None
    sent: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Without words of the title: a page that is not there repeats its address."""
        return reverse("thread_by_id", args=[self.thread.pk])

    @property
    def base(self) -> str:
        return f"/threads/{self.thread.pk}/posts/{self.post.number}/"


def elsa() -> User:
    """She wants one mail a day."""
    return make_member("Elsa Botha")


def gugu() -> User:
    """She facilitates the site, and is in no network."""
    return make_member("Gugu Nkosi", is_facilitator=True)


def tell(*, in_network: bool = False) -> Story:
    """Everything that a post can lead to, while everybody may see it."""
    agree(ben())
    network = make_network("Open talk", NetworkAccess.OPEN, ben(), dineo()) if in_network else None
    subject = network or make_conversation()
    thread = make_thread(
        subject, dineo(), title=f"The {TITLE} of June", text=f"What stands beside the {OPENING}?"
    )
    for user, pace in ((chloe(), Pace.AT_ONCE), (elsa(), Pace.DAILY)):
        NoticeSettings.objects.create(user=user, watched_pace=pace, direct_pace=pace)
        scope = f"thread:{thread.pk}"
        Watch.objects.create(user=user, scope=scope, level=WatchLevel.EVERY_POST, set_at=NOW)
    post = make_post(thread, ben(), SENTENCE, parent=thread.posts.get())
    edit_post(post=post, by=ben(), text=f"{SENTENCE} Look!", seen_revision=1, now=minutes_later(1))
    post.refresh_from_db()
    file = keep_upload(upload=Upload(io.BytesIO(PDF), f"{FILE}.pdf"), by=ben(), now=NOW)
    with transaction.atomic():
        attach(post=post, by=ben(), public_ids=[file.public_id])
    quoted = as_quote(SENTENCE, name="Ben Jacobs", number=post.number)
    quoting = make_post(thread, dineo(), f"{quoted}\nIndeed.", now=minutes_later(2))
    make_post(thread, dineo(), "In the stream this names what it answers.", parent=post)
    mark_answer(post=post, by=amina(), now=NOW)
    Bookmark.objects.create(user=chloe(), post=post, made_at=NOW)
    run_jobs()
    summary = None if network else _published(thread, post)
    draft = None if network else make_summary(thread)
    thread.refresh_from_db()
    kind = "network" if network else "conversation"
    return Story(thread, post, quoting, reverse(kind, args=[subject.slug]), file.public_id, draft, summary)


def _published(thread: Thread, post: Post) -> Summary:
    summary = make_summary(thread)
    item = cite(summary, post, SENTENCE)
    save_item(
        item=item,
        seen_revision=1,
        prose="Something stands there.",
        lesson_statement="Look at the rank.",
        lesson_kind="worked",
    )
    publish_summary(summary=submit_summary(summary=summary, by=amina()))
    summary.refresh_from_db()
    return summary


def mails(story: Story, address: str) -> str:
    """All mail to somebody: what is due within two days is sent at the first question."""
    if not story.sent:
        send_what_is_due(now=NOW + timedelta(days=2))
        story.sent = ["sent"]
    letters = [letter for letter in mail.outbox if address in letter.to]
    return "\n".join(letter.message().as_string() for letter in letters)


def body(client: Client, url: str, **headers: str) -> bytes:
    response = client.get(url, headers=headers, follow=True)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return b"".join(packed.read(name) for name in packed.namelist())
    if content.startswith(b"%PDF") and b"/ToUnicode" in content:
        return words_of_pdf(content).encode()
    return content


def learning_url(story: Story, name: str = "learning", **more: Any) -> str:
    assert story.summary
    assert story.summary.learning
    return reverse(name, kwargs={"slug": story.summary.learning.slug, **more})


def frozen_url(story: Story) -> str:
    assert story.summary
    quotation = story.summary.items.filter(quotations__isnull=False).get().quotations.get()
    return reverse("words", args=[quotation.public_id])


Probe = Callable[[Story, Client], bytes | str]

SURFACES: dict[str, Probe] = {
    "page as a tree": lambda story, client: body(client, f"{story.url}?order=tree"),
    "page in order": lambda story, client: body(client, f"{story.url}?order=stream"),
    "permalink": lambda story, client: body(client, story.base),
    "since": lambda story, client: body(client, f"/threads/{story.thread.pk}/since/?after=1"),
    "since, of what a page has": lambda story, client: body(
        client, f"/threads/{story.thread.pk}/since/?after=9&have=1.a,2.a,3.a"
    ),
    "history": lambda story, client: body(client, f"{story.base}history/"),
    "page of its quotation": lambda story, client: body(
        client, f"/threads/{story.thread.pk}/posts/{story.quoting.number}/"
    ),
    "history of its quotation": lambda story, client: body(
        client, f"/threads/{story.thread.pk}/posts/{story.quoting.number}/history/"
    ),
    "search": lambda story, client: body(client, f"/search/?q={WORD}"),
    "threads found": lambda story, client: body(client, f"/threads/?q={WORD}"),
}
OF_MEMBERS: dict[str, Probe] = {
    "reply form": lambda story, client: body(client, f"{story.base}reply/"),
    "flag form": lambda story, client: body(client, f"{story.base}flag/"),
    "bookmarks": lambda _story, client: body(client, "/bookmarks/"),
    "notices": lambda _story, client: body(client, "/notices/"),
}
BY_MAIL: dict[str, Probe] = {
    "mail at once": lambda story, _client: mails(story, chloe().email),
    "digest": lambda story, _client: mails(story, elsa().email),
}
OF_LEARNING: dict[str, Probe] = {
    "recorded learning": lambda story, client: body(client, learning_url(story)),
    "frozen words": lambda story, client: body(client, frozen_url(story)),
    **{
        f"recorded learning as {extension}": lambda story, client, extension=extension: body(
            client, learning_url(story, "learning_export", extension=extension)
        )
        for extension in ("md", "txt", "html", "json", "docx", "odt", "epub", "pdf")
    },
}


FORMATS = ("md", "txt", "html", "json", "csv", "docx", "odt", "epub", "pdf")


def file_url(story: Story, extension: str) -> str:
    return reverse("thread_file", args=[story.thread.pk, "an-earlier-title", extension])


def api(story: Story) -> str:
    return f"/api/v1/threads/{story.thread.pk}"


def preview(story: Story, _client: Client) -> str:
    """What a chat shows of a link to the thread; its program is nobody's."""
    page = body(Client(), story.url).decode()
    return " ".join(re.findall(r'<meta (?:property="og:|name=")[a-z]+" content="([^"]*)">', page))


def sitemap(_story: Story, client: Client) -> bytes:
    parts = re.findall(r"<loc>https?://[^/]+(/[^<]+\.xml)</loc>", body(client, "/sitemap.xml").decode())
    return b"".join(body(client, part) for part in parts)


OUT: dict[str, Probe] = {
    **{
        f"thread as {extension}": lambda story, client, extension=extension: body(
            client, file_url(story, extension)
        )
        for extension in FORMATS
    },
    "feed of the thread": lambda story, client: body(client, reverse("feed_thread", args=[story.thread.pk])),
    "posts in the API": lambda story, client: body(client, f"{api(story)}/posts"),
}
OF_A_TITLE: dict[str, Probe] = {
    "page": lambda story, client: body(client, story.url),
    "preview of its link": preview,
    "head for other sites": lambda story, client: body(client, f"/threads/{story.thread.pk}/embed/"),
    "front page": lambda _story, client: body(client, "/"),
    "list of threads": lambda _story, client: body(client, "/threads/"),
    "sitemap": sitemap,
    "feed of threads": lambda _story, client: body(client, "/feeds/threads.atom"),
    "search": lambda _story, client: body(client, f"/search/?q={WORD}"),
    "thread in the API": lambda story, client: body(client, api(story)),
    "threads in the API": lambda _story, client: body(client, "/api/v1/threads"),
    **OUT,
}
del OF_A_TITLE["posts in the API"]
OF_A_BOARD: dict[str, Probe] = {
    "page of its network": lambda story, client: body(client, story.subject_url),
}
OF_AN_OPENING: dict[str, Probe] = {
    "page": lambda story, client: body(client, story.url),
    "preview of its link": preview,
    "feed of threads": lambda _story, client: body(client, "/feeds/threads.atom"),
    **OUT,
}
OF_A_FILE: dict[str, Probe] = {
    "page": lambda story, client: body(client, story.url),
    "permalink": lambda story, client: body(client, story.base),
    **OUT,
}
del OF_A_FILE["feed of the thread"]


def content_of_file(story: Story, client: Client) -> bytes:
    return body(client, reverse("attached_pdf", args=[story.file, "plan"]))


def draft_url(story: Story) -> str:
    assert story.draft
    return f"/summaries/{story.draft.pk}/"


OF_A_FILES_CONTENT: dict[str, Probe] = {"file itself": content_of_file}
OF_THE_WORKBENCH: dict[str, Probe] = {
    "sources of a summary": lambda story, client: body(client, draft_url(story)),
}


def probe_all(story: Story, client: Client, *groups: dict[str, Probe], word: str = SECRET) -> dict[str, bool]:
    """On which surfaces the word is found."""
    return {
        name: word in (found.decode(errors="replace") if isinstance(found, bytes) else found).casefold()
        for group in groups
        for name, probe in group.items()
        for found in [probe(story, client)]
    }
