from django.urls import include, path, re_path

from forums.views import inbound, posts, reviewing, summaries, thread_lists, threads, words

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
    path("", include("forums.consent_urls")),
    path("threads/<int:thread_id>/<slug:slug>/", threads.thread, name="thread"),
    path("threads/<int:thread_id>/", threads.thread, name="thread_by_id"),
    path("", include("forums.network_urls")),
    path("anymail/<slug:provider>/inbound/", inbound.mail_came_in, name="mail_came_in"),
    path("", include("forums.live_urls")),
    path("summaries/", summaries.summaries, name="summaries"),
    path("summaries/<int:summary_id>/", summaries.summary, name="summary"),
    path("", include("forums.bench_urls")),
    path("", include("forums.reviewing_urls")),
    re_path(
        r"^summaries/(?P<summary_id>\d+)\.(?P<extension>[a-z]+)$",
        summaries.summary_export,
        name="summary_export",
    ),
    path("words/<slug:public_id>/", words.words, name="words"),
    path("words/<slug:public_id>/dispute/", reviewing.dispute, name="dispute_quotation"),
    path("", include("forums.conversation_meeting_urls")),
    path("", include("forums.conversation_urls")),
]
