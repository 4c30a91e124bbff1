from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.models import Engagement, Theme
from exchange.search.searchable import Searchable, SearchableQuerySet


class Conversation(Searchable):
    """A facilitated, documented conversation of the Collective Thinking theme."""

    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(_("title"), max_length=120)
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="conversations")
    engagement = models.ForeignKey(
        Engagement, models.PROTECT, null=True, blank=True, related_name="conversations"
    )
    purpose = models.TextField(_("purpose"))
    hosts = models.CharField(_("hosts"), max_length=300, blank=True)
    guiding_questions = models.JSONField(default=list)
    is_demonstration = models.BooleanField(default=False)

    objects = SearchableQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title

    def words_to_find(self) -> str:
        return f"{self.title}\n{self.purpose}"
