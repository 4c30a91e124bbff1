"""Where threads leave the site: files, feeds, a page for other sites; and where they come in."""

from django.urls import path

from forums import feeds
from forums.views import importing, taking

urlpatterns = [
    path("threads/<int:thread_id>/embed/", taking.thread_embed, name="thread_embed"),
    path("feeds/threads/<int:thread_id>.atom", feeds.thread_posts, name="feed_thread"),
    path("threads/<int:thread_id>/<slug:slug>.<str:extension>", taking.thread_file, name="thread_file"),
    path("threads/import/<thread_subject:kind>/<slug:key>/", importing.import_page, name="import_thread"),
    path("feeds/threads.atom", feeds.threads, name="feed_threads"),
]
