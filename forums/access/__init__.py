"""May they? 404 for what one may not see, 403 for what one may not do.

Views, sockets and exports call the same functions; exchange/permissions.py lists who gets where.
"""

from exchange.people.access import facilitates_network, is_in
from forums.access.live import (
    participant_in,
    question_to_facilitate,
    question_to_take_part,
    screen_key,
    session_to_facilitate,
    session_to_see,
    session_to_show,
    subject_to_hold_a_session_on,
)
from forums.access.moderation import (
    act_to_undo,
    acts_to_see,
    facilitated_networks,
    moderates,
    person_to_moderate,
    require_moderator,
)
from forums.access.subjects import require_facilitator, subject_to_read
from forums.access.summaries import (
    citation_to_write,
    item_to_write,
    may_read_summaries,
    quotation_to_see,
    require_summary_reader,
    summary_to_approve,
    summary_to_read,
    summary_to_write,
)
from forums.access.threads import (
    facilitated_by,
    facilitates,
    post_to_answer,
    post_to_change,
    post_to_moderate,
    post_to_read,
    room_to_read,
    subject_to_discuss,
    thread_to_facilitate,
    thread_to_read,
    thread_to_take_along,
    thread_to_write_in,
)

__all__ = [
    "act_to_undo",
    "acts_to_see",
    "citation_to_write",
    "facilitated_by",
    "facilitated_networks",
    "facilitates",
    "facilitates_network",
    "is_in",
    "item_to_write",
    "may_read_summaries",
    "moderates",
    "participant_in",
    "person_to_moderate",
    "post_to_answer",
    "post_to_change",
    "post_to_moderate",
    "post_to_read",
    "question_to_facilitate",
    "question_to_take_part",
    "quotation_to_see",
    "require_facilitator",
    "require_moderator",
    "require_summary_reader",
    "room_to_read",
    "screen_key",
    "session_to_facilitate",
    "session_to_see",
    "session_to_show",
    "subject_to_discuss",
    "subject_to_hold_a_session_on",
    "subject_to_read",
    "summary_to_approve",
    "summary_to_read",
    "summary_to_write",
    "thread_to_facilitate",
    "thread_to_read",
    "thread_to_take_along",
    "thread_to_write_in",
]
