from django.urls import include, path, re_path, register_converter
from django.urls.converters import StringConverter

from forums.views import desk, inbound, join, live, posts, summaries, thread_lists, threads, words


def one_of(*words: str) -> type[StringConverter]:
    """A path step that is one of some words, so that a wrong one is a 404."""
    return type("OneOf", (StringConverter,), {"regex": "|".join(words)})


register_converter(one_of("case-study", "engagement", "conversation"), "subject_kind")
register_converter(one_of(*live.ATTENDEE_ACTS), "attendee_act")
register_converter(one_of(*desk.FACILITATOR_ACTS), "facilitator_act")
register_converter(one_of("up", "down"), "way")

urlpatterns = [
    path("threads/", thread_lists.threads, name="threads"),
    path("", include("forums.compose_urls")),
    path("threads/<int:thread_id>/reply/", posts.reply, name="reply"),
    path("threads/<int:thread_id>/posts/<int:number>/reply/", posts.reply_to_post, name="reply_to_post"),
    path("threads/<int:thread_id>/posts/<int:number>/edit/", posts.edit, name="edit_post"),
    path("threads/<int:thread_id>/posts/<int:number>/withdraw/", posts.withdraw, name="withdraw_post"),
    path("threads/<int:thread_id>/posts/<int:number>/history/", posts.history, name="post_history"),
    path("threads/<int:thread_id>/summary/", summaries.new_summary, name="new_summary"),
    path("", include("forums.moderation_urls")),
    path("", include("forums.page_urls")),
    path("", include("forums.words_urls")),
    path("", include("forums.watch_urls")),
    path("", include("forums.taking_urls")),
    path("threads/<int:thread_id>/<slug:slug>/", threads.thread, name="thread"),
    path("threads/<int:thread_id>/", threads.thread, name="thread_by_id"),
    path("", include("forums.network_urls")),
    path("anymail/<slug:provider>/inbound/", inbound.mail_came_in, name="mail_came_in"),
    path("j/", join.code, name="join_code"),
    path("j/<slug:code>/", join.short_link, name="short_link"),
    path("j/<slug:code>/qr.svg", join.qr, name="qr"),
    path("live/new/<subject_kind:kind>/<slug:slug>/", desk.schedule, name="schedule_session"),
    path("live/<slug:slug>/", live.take_part, name="live_session"),
    path("live/<slug:slug>/join/", join.join, name="join_session"),
    path("live/<slug:slug>/ticket/", live.ticket, name="live_ticket"),
    path("live/<slug:slug>/questions/", live.ask, name="ask_question"),
    path("live/<slug:slug>/questions/<slug:public_id>/<attendee_act:verb>/", live.act, name="question_act"),
    path("live/<slug:slug>/desk/", desk.desk, name="desk"),
    path("live/<slug:slug>/desk/ticket/", desk.desk_ticket, name="desk_ticket"),
    path("live/<slug:slug>/desk/open/", desk.open_or_reopen, name="open_session"),
    path("live/<slug:slug>/desk/close/", desk.close, name="close_session"),
    path(
        "live/<slug:slug>/desk/questions/<slug:public_id>/<facilitator_act:verb>/",
        desk.desk_act,
        name="desk_act",
    ),
    path("live/<slug:slug>/screen/", desk.screen, name="screen"),
    path("live/<slug:slug>/screen/ticket/", desk.screen_ticket, name="screen_ticket"),
    path("summaries/", summaries.summaries, name="summaries"),
    path("summaries/<int:summary_id>/", summaries.summary, name="summary"),
    path("summaries/<int:summary_id>/items/", summaries.new_item, name="new_item"),
    path("summaries/<int:summary_id>/items/<int:item_id>/save/", summaries.save_item, name="save_item"),
    path("summaries/<int:summary_id>/items/<int:item_id>/<way:way>/", summaries.move_item, name="move_item"),
    path("summaries/<int:summary_id>/items/<int:item_id>/remove/", summaries.remove_item, name="remove_item"),
    path("summaries/<int:summary_id>/cite/", summaries.cite, name="cite"),
    path(
        "summaries/<int:summary_id>/citations/<int:citation_id>/remove/",
        summaries.remove_citation,
        name="remove_citation",
    ),
    path("summaries/<int:summary_id>/submit/", summaries.submit, name="submit_summary"),
    path("summaries/<int:summary_id>/return/", summaries.return_to_facilitator, name="return_summary"),
    path("summaries/<int:summary_id>/publish/", summaries.publish, name="publish_summary"),
    re_path(
        r"^summaries/(?P<summary_id>\d+)\.(?P<extension>[a-z]+)$",
        summaries.summary_export,
        name="summary_export",
    ),
    path("words/<slug:public_id>/", words.words, name="words"),
    path("conversations/", words.conversations, name="conversations"),
    path("conversations/<slug:slug>/", words.conversation, name="conversation"),
]
