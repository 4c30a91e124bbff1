"""Drawing statements from a conversation, and putting them to the vote."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.forms import TitleField, WordsField, textarea
from forums.forms.conversations import MomentField
from forums.models import STATEMENT_LENGTH, Conversation


class StatementForm(forms.Form):
    """``words`` are the exact words of the post that it rests on, where it was drawn from one."""

    text = TitleField(
        label=_("Statement"),
        max_length=STATEMENT_LENGTH,
        widget=textarea(3),
        help_text=_(
            "One sentence with one thought, which somebody can agree or disagree with. In your own words, or "
            "in theirs."
        ),
        error_messages={"required": _("Please write the statement.")},
    )
    words = WordsField(
        label=_("It rests on these words"),
        required=False,
        widget=textarea(3),
        help_text=_("Exactly as they were said; leave out what doesn't matter before and after."),
    )

    def __init__(self, *args: Any, has_words: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_words:
            del self.fields["words"]


class VotingForm(forms.Form):
    closes_at = MomentField(
        label=_("Votes until"), help_text=_("South African time. Leave it empty to close it by hand.")
    )
    is_public = forms.BooleanField(
        label=_("Members of networks and guests vote too"),
        required=False,
        help_text=_("Everybody who has the page's address then reads the statements, though not the words."),
    )

    @classmethod
    def of(cls, conversation: Conversation) -> "VotingForm":
        closes_at = conversation.voting_closes_at
        return cls(
            initial={
                "closes_at": timezone.localtime(closes_at) if closes_at else None,
                "is_public": conversation.is_voting_public,
            }
        )
