"""Reads used twice."""

from forums.queries.discussion import POSTS_A_PAGE, page_of_posts, sessions_about, threads_about
from forums.queries.live import case_studies_to_ask_about, names_of_participants, questions_of, votes_of
from forums.queries.shown import Order, ShownPost, ThreadPage
from forums.queries.summaries import items_in_brief_order, sources_of
from forums.queries.thread_page import thread_page

__all__ = [
    "POSTS_A_PAGE",
    "Order",
    "ShownPost",
    "ThreadPage",
    "case_studies_to_ask_about",
    "items_in_brief_order",
    "names_of_participants",
    "page_of_posts",
    "questions_of",
    "sessions_about",
    "sources_of",
    "thread_page",
    "threads_about",
    "votes_of",
]
