from django import forms
from django.utils.translation import gettext_lazy as _

from exchange.notices.models import NoticeSettings


class NoticeSettingsForm(forms.ModelForm[NoticeSettings]):
    class Meta:
        model = NoticeSettings
        fields = ("direct_pace", "watched_pace", "follows_own_threads")
        widgets = {"direct_pace": forms.RadioSelect, "watched_pace": forms.RadioSelect}
        labels = {
            "direct_pace": _("Mail about what is meant for you"),
            "watched_pace": _("Mail about what you follow"),
            "follows_own_threads": _("Follow the threads I write in"),
        }
