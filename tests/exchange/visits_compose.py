"""How to enter what belongs to writing: drafts, previews, the files of posts."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from exchange.permissions import PRIVATE
from forums.actions.attachments import Upload, keep_upload
from forums.actions.composing import post_in_thread
from forums.models import Attachment, Thread
from tests.exchange.visit import Visit
from tests.exchange.visits_networks import PEOPLE, gift, network_of, private_thread
from tests.factories import chloe, make_thread
from tests.factories.pictures import picture_file

PDF = b"%PDF-1.4\n1 0 obj\nendobj\n%%EOF\n"


def attached(file: BytesIO, thread: Thread, author: Any, client_id: str = "") -> Attachment:
    """A file that came with a reply."""
    upload = Upload(file, "Lights at the rank.png", "Lights over a taxi rank")
    row = keep_upload(upload=upload, by=author)
    post_in_thread(
        thread=thread,
        author=author,
        text="Here it is.",
        client_id=client_id or "5b0c8d0e-9a0b-4a53-8a8e-0d5f6f1c2b3a",
        scope=f"thread:{thread.pk}",
        files=[row.public_id],
    )
    return row


def at_pdf(thread: Thread, author: Any, parts: Any = None) -> Visit:
    row = attached(BytesIO(PDF), thread, author)
    return Visit({"public_id": row.public_id, "name": "file"}, {}, parts or {})


def at_picture(thread: Thread, author: Any, parts: Any = None) -> Visit:
    row = attached(picture_file(), thread, author)
    made = row.renditions[0]
    return Visit({"public_id": row.public_id, "width": made["width"], "ending": "jpg"}, {}, parts or {})


def in_thread(thread: Thread, **data: Any) -> Visit:
    return Visit({}, {"scope": f"thread:{thread.pk}", "text": "We count them.", **data})


VISITS: dict[tuple[str, str], Callable[[], Visit]] = {
    ("preview_post", ""): lambda: in_thread(make_thread()),
    ("preview_post", PRIVATE): lambda: Visit(
        {}, {"scope": f"thread:{private_thread().pk}", "text": "We count them."}, PEOPLE
    ),
    ("draft", ""): lambda: Visit({"scope": f"thread:{make_thread().pk}"}, {"text": "We count them."}),
    ("draft", PRIVATE): lambda: Visit(
        {"scope": f"thread:{private_thread().pk}"}, {"text": "We count them."}, PEOPLE
    ),
    ("new_thread", PRIVATE): lambda: Visit(
        {"kind": "network", "slug": network_of().slug}, {"title": "Lights that last", "text": "How?"}, PEOPLE
    ),
    ("attached_picture", ""): lambda: at_picture(make_thread(), chloe()),
    ("attached_picture", PRIVATE): lambda: at_picture(private_thread(), gift(), PEOPLE),
    ("attached_pdf", ""): lambda: at_pdf(make_thread(), chloe()),
    ("attached_pdf", PRIVATE): lambda: at_pdf(private_thread(), gift(), PEOPLE),
}
