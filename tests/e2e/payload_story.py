"""One thread that holds every payload, and one of each thing that people name: for pages to be loaded.

Made through the site's own actions, as people would. ``seed_payloads`` says where to look.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.test import override_settings

from exchange.notices.actions.mailing import send_what_is_due
from exchange.notices.models import NoticeSettings, Pace
from exchange.people.actions.rooms import make_room
from exchange.people.models import NetworkAccess, User
from exchange.text import as_quote
from forums.actions.bookmarks import keep_bookmark
from forums.actions.drafts import save_draft
from forums.actions.facilitating.outcomes import mark_answer, write_closing_note
from forums.actions.facilitating.standing import pin_thread
from forums.actions.mail_replies import receive_reply
from forums.actions.moderation.flags import flag_post
from forums.actions.moderation.people import warn_person
from forums.actions.moderation.posts import hide_post
from forums.actions.posts import add_post, edit_post
from forums.actions.threads import open_thread
from forums.models import Attachment, AttachmentKind, FlagReason, Post, Thread
from tests.factories import NOW, agree, amina, ben, chloe, make_network, run_jobs
from tests.factories.notices import follow
from tests.forums.mail.mails import answer_to
from tests.forums.payloads import FORMULAS, PAYLOADS

SHORT = '"><img src=x onerror=pwned()><script>pwned()</script>'
QUOTED = "' onmouseover='pwned()' x='"


@dataclass(frozen=True)
class PayloadStory:
    """``paths`` are pages for who facilitates; ``files`` and ``own`` are what they take along and keep."""

    thread: Thread
    mallory: User
    paths: tuple[str, ...]
    files: tuple[str, ...]
    own: tuple[str, ...]


def _mallory() -> User:
    """Her name and role are payloads too."""
    found = User.objects.filter(email="mallory@people.example").first()
    return found or User.objects.create_user(
        "mallory@people.example", display_name=f"Mallory{SHORT}", role_line=f"{QUOTED}{SHORT}"
    )


def seed_payloads(reader: User | None = None, a_post: int = 12) -> PayloadStory:
    """Every payload in posts, so many in each; and as a title, a name, a quotation, a tag and so on.

    ``reader`` facilitates, follows the thread, and keeps payloads in bookmarks and drafts.
    """
    author, reader = agree(_mallory()), reader or amina()
    network = make_network(
        SHORT,
        NetworkAccess.OPEN,
        author,
        ben(),
        chloe(),
        facilitator=reader,
        purpose=SHORT,
        slug="payloads",
        word_list=SHORT,
    )
    room = make_room(network=network, name=SHORT, purpose=SHORT, by=reader, now=NOW)
    thread = open_thread(
        subject=network,
        author=author,
        title=f"{SHORT}{QUOTED}",
        text="Every payload.",
        tags=[SHORT[:40], QUOTED],
        client_id=uuid4(),
        now=NOW,
    )
    for person, pace in ((reader, Pace.AT_ONCE), (ben(), Pace.DAILY)):
        NoticeSettings.objects.update_or_create(user=person, defaults={"watched_pace": pace})
        follow(person, thread)
    bodies = ["\n\n".join(PAYLOADS[start : start + a_post]) for start in range(0, len(PAYLOADS), a_post)]
    posts = [_say(thread, author, body) for body in [*bodies, *FORMULAS]]
    edit_post(post=posts[6], by=author, text=f"{SHORT}\n\n{posts[6].source}", seen_revision=1, now=NOW)
    _answer_by_mail(posts[0], author)
    quoted = as_quote(posts[0].plain[:60], name=SHORT, number=posts[0].number)
    _say(thread, author, f"{quoted}\nQuoted.", parent=posts[0])
    _attach(posts[1], author)
    pin_thread(thread=thread, by=reader, reason=SHORT, now=NOW)
    mark_answer(post=posts[2], by=reader, now=NOW)
    write_closing_note(thread=thread, text="\n\n".join(PAYLOADS)[:5000], by=reader, now=NOW)
    flag_post(post=posts[3], by=chloe(), reason=FlagReason.OTHER, words="\n".join(PAYLOADS)[:500], now=NOW)
    hide_post(post=posts[4], by=reader, reason=SHORT, now=NOW)
    warn_person(person=author, post=posts[5], by=reader, reason=SHORT, now=NOW)
    keep_bookmark(post=posts[7], by=reader, note=SHORT, now=NOW)
    save_draft(user=reader, scope=f"thread:{thread.pk}", fields={"text": "\n\n".join(PAYLOADS)}, now=NOW)
    run_jobs()
    send_what_is_due(now=NOW + timedelta(days=2))
    base = f"/threads/{thread.pk}/"
    pages = [f"{base}posts/{post.number}/" for post in posts[::12]]
    return PayloadStory(
        thread=thread,
        mallory=author,
        paths=(
            *pages,
            f"{base}?order=tree",
            f"{base}?order=stream",
            f"{base}log/",
            f"{base}facilitate/",
            f"{base}since/?after=1",
            f"{base}embed/",
            f"{base}watch/",
            f"{base}posts/{posts[6].number}/history/",
            *(
                f"{base}posts/{posts[3].number}/{page}/"
                for page in ("facilitate", "flag", "history", "reply", "reactions", "bookmark")
            ),
            f"{base}posts/{posts[0].number}/reply/?quote=1",
            "/threads/",
            "/threads/?q=pwned",
            "/networks/",
            "/networks/payloads/",
            "/networks/payloads/members/",
            "/networks/payloads/settings/",
            f"/networks/payloads/rooms/{room.slug}/",
            "/moderation/",
            "/moderation/log/",
            f"/moderation/people/{author.handle}/",
            f"/people/{author.handle}/",
            "/search/?q=pwned",
        ),
        files=(
            *(f"{base}{thread.slug}.{extension}" for extension in ("html", "md", "txt", "json", "csv")),
            f"/feeds/threads/{thread.pk}.atom",
            "/feeds/threads.atom",
            f"/api/v1/threads/{thread.pk}/posts",
        ),
        own=("/bookmarks/", "/drafts/", "/notices/"),
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


def _answer_by_mail(post: Post, author: User) -> None:
    """As her mail program sends it: HTML, every payload raw between its tags."""
    with override_settings(MAIL_REPLY_ADDRESS="reply@mail.example"):
        mail = answer_to(post, author)
        mail.set_content("".join(f"<p>{payload}</p>\n" for payload in PAYLOADS), subtype="html")
        taken = receive_reply(message=mail, now=NOW)
    assert taken.outcome == "posted", taken.reason
