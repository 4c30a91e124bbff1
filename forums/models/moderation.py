from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from exchange.people.models import Membership, Network
from forums.models.attachment import Attachment
from forums.models.live.question import Question
from forums.models.post import Post
from forums.models.thread import Thread


class FlagReason(models.TextChoices):
    PERSONAL = "personal", _("It tells personal things about somebody")
    HARM = "harm", _("Somebody may come to harm")
    ABUSE = "abuse", _("It insults or threatens")
    ADVERTISING = "advertising", _("It is advertising")
    WRONG_PLACE = "wrong_place", _("It belongs elsewhere")
    OTHER = "other", _("Something else")


class Flag(models.Model):
    """Somebody asks the facilitators to look at a post."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="flags")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="flags")
    reason = models.CharField(max_length=12, choices=FlagReason)
    words = models.CharField(_("what is wrong"), max_length=500, blank=True)
    flagged_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="flags_settled"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post", "by"],
                condition=models.Q(settled_at__isnull=True),
                name="one_open_flag_per_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.post_id}"


class ActKind(models.TextChoices):
    # On threads
    PIN = "pin", _("Pinned")
    LOCK = "lock", _("Locked")
    ARCHIVE = "archive", _("Archived")
    MOVE = "move", _("Moved")
    RENAME = "rename", _("Renamed")
    SPLIT = "split", _("Split")
    MERGE = "merge", _("Merged")
    MARK_ANSWER = "mark_answer", _("Answer marked")
    CLOSING_NOTE = "closing_note", _("Closing note written")
    PROMPT = "prompt", _("Prompt posted")
    NUDGE = "nudge", _("Nudged")
    HIDE_THREAD = "hide_thread", _("Thread hidden")
    # On posts and attachments
    APPROVE = "approve", _("Let through")
    EDIT = "edit", _("Edited by a facilitator")
    HIDE = "hide", _("Hidden")
    REMOVE = "remove", _("Removed")
    REFUSE_FILE = "refuse_file", _("File refused")
    KEEP = "keep", _("Looked at and kept")
    # On people
    WARN = "warn", _("Warned")
    SUSPEND = "suspend", _("Suspended")
    ADMIT = "admit", _("Let in")
    DECLINE = "decline", _("Declined")
    CHANGE_ROLE = "change_role", _("Role changed")
    PUT_OUT = "put_out", _("Put out")
    INVITE = "invite", _("Invited")
    # On networks
    CHANGE_NETWORK = "change_network", _("Settings changed")


class Act(models.Model):
    """One thing that a facilitator did: what to, why, what stood before, and whether it was undone.

    The log of facilitating and of moderating. ``before`` holds ids and settings that undoing needs,
    never a person's words.
    """

    kind = models.CharField(max_length=16, choices=ActKind)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="acts"
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    network = models.ForeignKey(Network, models.CASCADE, null=True, blank=True, related_name="acts")
    thread = models.ForeignKey(Thread, models.CASCADE, null=True, blank=True, related_name="acts")
    post = models.ForeignKey(Post, models.CASCADE, null=True, blank=True, related_name="acts")
    question = models.ForeignKey(Question, models.CASCADE, null=True, blank=True, related_name="acts")
    attachment = models.ForeignKey(Attachment, models.CASCADE, null=True, blank=True, related_name="acts")
    membership = models.ForeignKey(Membership, models.CASCADE, null=True, blank=True, related_name="acts")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="acts_about"
    )
    before = models.JSONField(default=dict)
    done_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="acts_undone"
    )

    class Meta:
        indexes = [models.Index(fields=["thread", "-done_at"], name="acts_of_a_thread")]

    def __str__(self) -> str:
        return str(self.get_kind_display())
