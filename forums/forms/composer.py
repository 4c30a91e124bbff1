"""A form to write in, with its files, its draft and its preview: what the templates call ``composer``."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.utils.functional import cached_property

from casestudies.content.changes import Piece, words_changed
from exchange.people.models import Network, User
from exchange.text import clean
from forums.access.composing import Place
from forums.actions.attachments import drop_files
from forums.actions.drafts import draft_in
from forums.actions.posts import POST_LENGTH
from forums.actions.wording import worded
from forums.forms.files import FileRows
from forums.forms.threads import PostForm
from forums.models import Post, PostDraft, Thread
from forums.queries.quoting import shown_source

MakeForm = Callable[..., PostForm]


class Composer:
    """One form of one person. ``scope`` names it, for drafts; ``place`` is where its words will stand."""

    error = ""
    preview = ""
    elsewhere: PostDraft | None = None
    crossed_by: Post | None = None
    difference: list[Piece] = []
    is_unsaved = False
    sent: Any = None  # the data of the form that came in

    def __init__(
        self, *, user: User, scope: str, place: Place, form: PostForm, files: FileRows, draft_version: int = 0
    ) -> None:
        self.user, self.scope, self.place = user, scope, place
        self.form, self.files, self.draft_version = form, files, draft_version
        self.draft: PostDraft | None = None

    @classmethod
    def begun(
        cls,
        *,
        user: User,
        scope: str,
        place: Place,
        make_form: MakeForm,
        initial: Mapping[str, Any],
        has_draft: bool = True,
    ) -> "Composer":
        """An empty form, or the draft that somebody left; who knows that there is none saves the query."""
        draft = draft_in(user, scope) if has_draft else None
        fields = draft.fields if draft else {}
        form = make_form(initial={**initial, **fields})
        files = FileRows(user=user, post=place.post if scope.startswith("post:") else None)
        composer = cls(user=user, scope=scope, place=place, form=form, files=files)
        if draft:
            composer.draft, composer.draft_version = draft, draft.version
            if draft.fields.get("files"):
                files.restore(draft.fields["files"])
        return composer

    @classmethod
    def received(
        cls, *, user: User, scope: str, place: Place, make_form: MakeForm, data: Any, files: Any
    ) -> "Composer":
        """What was sent."""
        rows = FileRows(
            user=user, data=data, files=files, post=place.post if scope.startswith("post:") else None
        )
        seen = data.get("draft_version", "")
        version = int(seen) if seen.isdecimal() and len(seen) < 9 else 0
        composer = cls(
            user=user, scope=scope, place=place, form=make_form(data), files=rows, draft_version=version
        )
        composer.sent, composer.is_unsaved = data, True
        return composer

    @property
    def thread(self) -> Thread:
        return self.place.thread

    @property
    def network(self) -> Network | None:
        return self.thread.network

    @property
    def is_public(self) -> bool:
        return self.thread.is_public

    @property
    def most(self) -> int:
        return POST_LENGTH

    @cached_property
    def is_edit(self) -> bool:
        return self.scope.startswith("post:")

    @property
    def has_draft(self) -> bool:
        return self.draft is not None or self.draft_version > 0

    def add_words(self, words: str) -> None:
        """Put words behind those that were typed."""
        if words:
            before = str(self.form["text"].value() or "").rstrip()
            text = f"{before}\n\n{words}\n" if before else f"{words}\n"
            self.form = type(self.form)({**self.sent.dict(), "text": text})

    def show_preview(self) -> None:
        """As a page will show it, by the same renderer; an empty text has none."""
        text = clean(str(self.form["text"].value() or ""))[:POST_LENGTH]
        post = self.place.post if self.is_edit else None
        with transaction.atomic():  # whoever looks for quoted words locks where they stand
            self.preview = worded(text, thread=self.thread, post=post).rendered.html if text else ""

    def show_what_crossed(self, post: Post) -> None:
        """Somebody saved the post meanwhile: both versions and what differs; the next save goes through."""
        mine = str(self.form["text"].value() or "")
        self.crossed_by, self.difference = post, words_changed(shown_source(post), clean(mine))
        post.source = shown_source(post)
        self.form = type(self.form)({**self.sent.dict(), "seen_revision": post.revision})

    def let_go(self) -> None:
        """A script still holds the files that it sent, and sends them again: nothing is kept twice."""
        before = set(self.sent.getlist("kept"))
        drop_files([row for row in self.files.kept if row.public_id not in before])
