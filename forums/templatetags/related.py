from typing import Any

from django import template

from forums.models import Thread
from forums.queries.related import Related, related_to

register = template.Library()


@register.simple_tag
def related(thread: Thread, user: Any) -> Related:
    """What else to read after a thread."""
    return related_to(thread, user=user)
