"""What people say on the way from a draft to a version."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casestudies.actions.comments import COMMENT_LENGTH
from casestudies.content import FIELDS, Step
from casestudies.models import CaseStudy, Verdict
from casestudies.queries.reviewing import reviewers_to_choose
from exchange.forms import TitleField, WordsField, textarea
from exchange.people.models import User

REASON = _("Please give a reason: it is shown to those whom it concerns.")
EMPTY = _("Please write something first.")


def field_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every field under its step, for choosing one."""
    return [
        (str(step.label), [(field.key, str(field.label)) for field in FIELDS if field.step == step])
        for step in Step
    ]


class CommentForm(forms.Form):
    field = forms.CharField(widget=forms.HiddenInput, required=False)
    text = WordsField(
        label=_("Comment"),
        max_length=COMMENT_LENGTH,
        widget=textarea(3),
        error_messages={"required": EMPTY},
    )


class DecideForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("What do you say?"),
        choices=[
            (Verdict.PASSED, _("Pass: it can be published as it stands")),
            (Verdict.CHANGES, _("Ask for changes")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one of the two.")},
    )
    remark = WordsField(
        label=_("Remark"),
        required=False,
        is_conditional=True,
        max_length=COMMENT_LENGTH,
        widget=textarea(4),
        help_text=_("Authors and editors read it. Needed if you ask for changes."),
    )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if cleaned and cleaned.get("verdict") == Verdict.CHANGES and not cleaned.get("remark"):
            self.add_error("remark", _("Please say what should change."))
        return cleaned


class AskForm(forms.Form):
    chosen = forms.ModelMultipleChoiceField(
        label=_("Reviewers"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    email = forms.EmailField(
        label=_("E-mail address of another member"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, case_study: CaseStudy, **options: Any) -> None:
        super().__init__(*args, **options)
        offered = reviewers_to_choose(case_study)
        self.fields["chosen"].queryset = offered  # type: ignore[attr-defined]
        if not offered:
            del self.fields["chosen"]

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if email and not User.objects.filter(email__iexact=email, is_active=True).exists():
            raise forms.ValidationError(_("Nobody here has this address. Reviewers need an account."))
        return email

    def reviewers(self) -> list[User]:
        by_mail = User.objects.filter(email__iexact=self.cleaned_data["email"]).exclude(email="")
        return list(dict.fromkeys([*(self.cleaned_data.get("chosen") or ()), *by_mail]))


class ReturnForm(forms.Form):
    reason = WordsField(
        label=_("What should change?"),
        max_length=COMMENT_LENGTH,
        widget=textarea(4),
        help_text=_("The authors get it by mail, and it stands among the comments."),
        error_messages={"required": REASON},
    )


class PublishForm(forms.Form):
    note = TitleField(
        label=_("What changed since the last version?"),
        max_length=300,
        required=False,
        is_conditional=True,
        help_text=_("Public: readers of an earlier version see it."),
    )
    is_major = forms.BooleanField(
        label=_("The findings changed: make it the next whole number"), required=False
    )

    def __init__(self, *args: Any, is_first: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if is_first:
            self.fields.clear()


class WithdrawForm(forms.Form):
    reason = TitleField(
        label=_("Why is it withdrawn?"),
        max_length=300,
        help_text=_("Public: it stands where the case study stood."),
        error_messages={"required": REASON},
    )


class NoteForm(forms.Form):
    field = forms.ChoiceField(label=_("Beside"), choices=field_choices)
    text = TitleField(
        label=_("Note"),
        max_length=600,
        help_text=_("Public: say what is disputed and by whom, without names that are not public."),
        error_messages={"required": EMPTY},
    )


class RedactForm(forms.Form):
    words = WordsField(
        label=_("The words, exactly as they stand there"),
        max_length=2_000,
        widget=textarea(2, autocomplete="off"),
        help_text=_("Capitals count; how many spaces or line breaks stand between them does not."),
        error_messages={"required": EMPTY},
    )
    reason = TitleField(
        label=_("Reason"),
        max_length=200,
        help_text=_("Public, on each version. For example: the person asked us to."),
        error_messages={"required": REASON},
    )
