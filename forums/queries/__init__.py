"""Reads used twice."""

from forums.queries.discussion import POSTS_A_PAGE, sessions_about, threads_about
from forums.queries.live import case_studies_to_ask_about, names_of_participants, questions_of, votes_of
from forums.queries.reading import new_to, unread_in_boards, unread_of, with_unread
from forums.queries.shown import Order, PageAt, ShownPost, ThreadPage, url_of_post
from forums.queries.summaries import items_in_brief_order, sources_of
from forums.queries.thread_page import since_page, thread_page

__all__ = [
    "POSTS_A_PAGE",
    "Order",
    "PageAt",
    "ShownPost",
    "ThreadPage",
    "case_studies_to_ask_about",
    "items_in_brief_order",
    "names_of_participants",
    "new_to",
    "questions_of",
    "sessions_about",
    "since_page",
    "sources_of",
    "thread_page",
    "threads_about",
    "unread_in_boards",
    "unread_of",
    "url_of_post",
    "votes_of",
    "with_unread",
]
