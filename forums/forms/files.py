"""The rows of a form in which somebody chooses files; each with what the picture shows."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.forms import TitleField
from exchange.people.models import User
from forums.actions.attachments import (
    DESCRIPTION_LENGTH,
    MOST_FILES,
    DescriptionMissing,
    TooManyFiles,
    Upload,
    drop_files,
    keep_upload,
    waiting_files,
)
from forums.models import Attachment, Post

TAKEN = "image/jpeg,image/png,image/webp,image/avif,image/gif,image/tiff,application/pdf"


class FileForm(forms.Form):
    """One row. What is in the file is looked at when it is kept (``FileRows.keep``)."""

    file = forms.FileField(
        label=_("Picture or PDF"),
        required=False,
        allow_empty_file=True,  # what is wrong with it is said in our words
        widget=forms.FileInput(attrs={"accept": TAKEN}),
    )
    shows = TitleField(
        label=_("What the picture shows"), max_length=DESCRIPTION_LENGTH, required=False, is_conditional=True
    )
    ornament = forms.BooleanField(label=_("It only decorates"), required=False)

    @property
    def is_filled(self) -> bool:
        return bool(self.files.get(self.add_prefix("file")))

    def upload(self) -> Upload:
        file = self.cleaned_data["file"]
        return Upload(
            file=file,
            name=str(file.name or ""),
            description=self.cleaned_data.get("shows", ""),
            is_ornament=self.cleaned_data.get("ornament", False),
        )


def file_rows(data: Any = None, files: Any = None) -> list[FileForm]:
    prefixes = [f"file{number}" for number in range(1, MOST_FILES + 1)]
    return [FileForm(data or None, files if data else None, prefix=prefix) for prefix in prefixes]


class FileRows:
    """All files of a form: those that its post has, those that were kept before, those that come now."""

    def __init__(self, *, user: User, data: Any = None, files: Any = None, post: Post | None = None) -> None:
        self.user, self.post = user, post
        self.dropped: list[str] = data.getlist("drop") if data else []
        self.kept = waiting_files(user, data.getlist("kept")) if data else []
        for row in self.kept:
            row.is_dropped = row.public_id in self.dropped  # type: ignore[attr-defined]
        self.is_begun = not data  # nothing was sent: every row is as it came
        self.rows = file_rows(data, files)

    def restore(self, public_ids: list[str]) -> None:
        """The files that a draft has."""
        self.kept = waiting_files(self.user, public_ids)

    @property
    def standing(self) -> list[Attachment]:
        """What the post has already."""
        rows = list(self.post.attachments.order_by("position", "pk")) if self.post else []
        for row in rows:
            row.is_dropped = row.public_id in self.dropped  # type: ignore[attr-defined]
        return rows

    @property
    def is_open(self) -> bool:
        """Whether the page shows the rows at once: something is in them, or wrong with them."""
        return bool(self.kept or self.errors or self.standing)

    @property
    def errors(self) -> list[str]:
        return [str(error) for row in self.rows for field in row.errors.values() for error in field]

    @property
    def public_ids(self) -> list[str]:
        """What shall come with the post, in order."""
        return [row.public_id for row in self.kept if row.public_id not in self.dropped]

    def keep(self) -> None:
        """Keep each file that is good; what is wrong with another stands beside its row."""
        taken = [row for row in self.standing if row.public_id not in self.dropped]
        for row in self.rows:
            if not row.is_filled or not row.is_valid():
                continue
            try:
                if len(taken) + len(self.public_ids) >= MOST_FILES:
                    raise TooManyFiles
                self.kept.append(keep_upload(upload=row.upload(), by=self.user))
            except DescriptionMissing as refused:
                row.add_error("shows", str(refused.message))
            except ActionError as refused:
                row.add_error("file", str(refused.message))

    def settle(self) -> None:
        """A page that comes back has empty rows for what was kept, and no file that was crossed out."""
        drop_files(row for row in self.kept if row.public_id in self.dropped)
        self.kept = [row for row in self.kept if row.public_id not in self.dropped]
        self.rows = [row if row.errors else FileForm(prefix=row.prefix) for row in self.rows]
