"""The cast that everyone knows, and what they talk about; made through our own actions where there are any.

Amina facilitates, Ben takes part, Chloé is from another municipality, Dineo edits, an administrator
looks after the site, a visitor has no account. People, places and words are made up. A person is made
at the first call and found again at the next; things are made anew each time.
"""

from tests.factories.content import full_content, make_building_block, make_full_case_study, make_terms
from tests.factories.discussion import cite, make_post, make_summary, make_thread, run_jobs
from tests.factories.lessons import make_trial, make_wish
from tests.factories.library import (
    make_case_study,
    make_conversation,
    make_engagement,
    make_municipality,
    make_theme,
)
from tests.factories.live import answer, ask, close, join, log_of, make_session, pick, reopen, vote
from tests.factories.networks import let_in, make_network
from tests.factories.people import administrator, agree, amina, ben, chloe, dineo, make_member, visitor
from tests.factories.polls import make_poll, reply
from tests.factories.time import NOW, minutes_later

__all__ = [
    "NOW",
    "administrator",
    "agree",
    "amina",
    "answer",
    "ask",
    "ben",
    "chloe",
    "cite",
    "close",
    "dineo",
    "full_content",
    "join",
    "let_in",
    "log_of",
    "make_building_block",
    "make_case_study",
    "make_conversation",
    "make_engagement",
    "make_full_case_study",
    "make_member",
    "make_municipality",
    "make_network",
    "make_poll",
    "make_post",
    "make_session",
    "make_summary",
    "make_terms",
    "make_theme",
    "make_thread",
    "make_trial",
    "make_wish",
    "minutes_later",
    "pick",
    "reopen",
    "reply",
    "run_jobs",
    "visitor",
    "vote",
]
