"""One thread that holds every payload, and one of each thing that people name: for pages to be loaded.

Made through the site's own actions, as people would. ``seed_payloads`` says where to look.
"""

from dataclasses import dataclass
from uuid import uuid4

from exchange.people.models import NetworkAccess, User
from exchange.text import as_quote
from forums.actions.facilitating.outcomes import mark_answer, write_closing_note
from forums.actions.facilitating.standing import pin_thread
from forums.actions.moderation.flags import flag_post
from forums.actions.moderation.people import warn_person
from forums.actions.moderation.posts import hide_post
from forums.actions.posts import add_post
from forums.actions.threads import open_thread
from forums.mail.from_html import text_from_html
from forums.models import Attachment, AttachmentKind, FlagReason, Post, Thread
from tests.factories import NOW, agree, amina, ben, chloe, make_network, run_jobs
from tests.forums.payloads import PAYLOADS

SHORT = '"><img src=x onerror=pwned()><script>pwned()</script>'
QUOTED = "' onmouseover='pwned()' x='"


@dataclass(frozen=True)
class PayloadStory:
    thread: Thread
    mallory: User
    paths: tuple[str, ...]


def _mallory() -> User:
    """Her name and role are payloads too."""
    found = User.objects.filter(email="mallory@people.example").first()
    return found or User.objects.create_user(
        "mallory@people.example", display_name=SHORT, role_line=f"{QUOTED}{SHORT}"
    )


def seed_payloads(a_post: int = 12) -> PayloadStory:
    """Every payload in posts, so many in each; and as a title, a name, a quotation, a tag and so on."""
    author = agree(_mallory())
    network = make_network(
        SHORT, NetworkAccess.OPEN, author, ben(), chloe(), purpose=SHORT, slug="payloads", word_list=SHORT
    )
    thread = open_thread(
        subject=network,
        author=author,
        title=f"{SHORT}{QUOTED}",
        text="Every payload.",
        tags=[SHORT[:40], QUOTED],
        client_id=uuid4(),
        now=NOW,
    )
    bodies = ["\n\n".join(PAYLOADS[start : start + a_post]) for start in range(0, len(PAYLOADS), a_post)]
    posts = [_say(thread, author, body) for body in bodies]
    by_mail = [text_from_html(f"<p>{payload}</p>") for payload in PAYLOADS]  # as a mail program sends it
    _say(thread, author, "By mail:\n\n" + "\n\n".join(by_mail))
    quoted = as_quote(posts[0].plain[:60], name=SHORT, number=posts[0].number)
    _say(thread, author, f"{quoted}\nQuoted.", parent=posts[0])
    _attach(posts[1], author)
    pin_thread(thread=thread, by=amina(), reason=SHORT, now=NOW)
    mark_answer(post=posts[2], by=amina(), now=NOW)
    write_closing_note(thread=thread, text="\n\n".join(PAYLOADS)[:5000], by=amina(), now=NOW)
    flag_post(post=posts[3], by=chloe(), reason=FlagReason.OTHER, words="\n".join(PAYLOADS)[:500], now=NOW)
    hide_post(post=posts[4], by=amina(), reason=SHORT, now=NOW)
    warn_person(person=author, post=posts[5], by=amina(), reason=SHORT, now=NOW)
    run_jobs()
    base = f"/threads/{thread.pk}/"
    pages = [f"{base}posts/{post.number}/" for post in posts[::12]]
    return PayloadStory(
        thread=thread,
        mallory=author,
        paths=(
            *pages,
            f"{base}?order=stream",
            f"{base}log/",
            f"{base}facilitate/",
            f"{base}since/?after=1",
            *(
                f"{base}posts/{posts[3].number}/{page}/"
                for page in ("facilitate", "flag", "history", "reply")
            ),
            "/threads/",
            "/networks/",
            "/networks/payloads/",
            "/networks/payloads/members/",
            "/moderation/",
            "/moderation/log/",
            f"/moderation/people/{author.handle}/",
            f"/people/{author.handle}/",
            "/search/?q=pwned",
            "/notices/",
        ),
    )


def _say(thread: Thread, author: User, text: str, parent: Post | None = None) -> Post:
    return add_post(thread=thread, author=author, text=text, parent=parent, client_id=uuid4(), now=NOW)


def _attach(post: Post, author: User) -> None:
    Attachment.objects.create(
        post=post,
        uploaded_by=author,
        kind=AttachmentKind.PDF,
        name=f"{SHORT}.pdf",
        description=SHORT,
        size=1,
        sha256="0" * 64,
        path="nowhere.pdf",
        uploaded_at=NOW,
    )
