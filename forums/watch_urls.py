"""Following threads, boards and networks."""

from django.urls import path

from forums.views import watching

urlpatterns = [
    path("threads/<int:thread_id>/watch/", watching.watch_thread, name="watch_thread"),
    path("watch/<slug:kind>/<int:pk>/", watching.watch_board, name="watch_board"),
]
