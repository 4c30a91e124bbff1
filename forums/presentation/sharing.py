"""What a thread says of itself elsewhere: in a chat, in a mail, in a preview of its link."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import gettext as _

from casestudies.presentation import absolute
from exchange.text import excerpt
from forums.models import LiveSession, Post, Thread

PREVIEW = 200


@dataclass(frozen=True)
class Shared:
    """``text`` is empty for a thread that not everybody reads: its words stay inside."""

    url: str
    is_public: bool
    title: str = ""
    text: str = ""
    whatsapp: str = ""
    mail: str = ""


def shared(thread: Thread, is_for_all: bool | None = None) -> Shared:
    """``is_for_all`` is what ``is_public`` says, where a page knows it."""
    if not (is_public(thread) if is_for_all is None else is_for_all):
        return Shared(url=absolute(reverse("thread_by_id", args=[thread.pk])), is_public=False)
    url = absolute(reverse("thread", args=[thread.pk, thread.slug]))
    title = f"{demonstration_mark(thread)}{thread.title}"
    text = f"{title} ({thread.get_kind_display()}, {settings.SITE_NAME})\n{url}"
    subject, body = quote(title), quote(text.replace("\n", "\r\n"))
    return Shared(
        url=url,
        is_public=True,
        title=title,
        text=text,
        whatsapp=f"https://wa.me/?{urlencode({'text': text}, quote_via=quote)}",
        mail=f"mailto:?subject={subject}&body={body}",
    )


def is_public(thread: Thread) -> bool:
    """Whether a visitor reads it now. Asked of the rows: its network or its subject may have changed."""
    return Thread.objects.visible_to(AnonymousUser()).filter(pk=thread.pk).exists()


def demonstration_mark(shown: Thread | LiveSession) -> str:
    says_so = shown.title.startswith(_("Demonstration"))
    return f"{_('Demonstration')}: " if shown.is_demonstration and not says_so else ""


def preview_of(thread: Thread) -> str:
    """The beginning of the first post that everybody reads."""
    posts = Post.objects.visible_to(AnonymousUser()).filter(thread=thread)
    first = posts.order_by("number").values_list("plain", flat=True).first()
    return excerpt(first or "", PREVIEW)
