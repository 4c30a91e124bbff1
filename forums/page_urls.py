"""The address of a post, what is new on an open page, what was read."""

from django.urls import path

from forums.views import reading

urlpatterns = [
    path("threads/read/", reading.mark_all, name="mark_all_read"),
    path("threads/<int:thread_id>/posts/<int:number>/", reading.post, name="post"),
    path("threads/<int:thread_id>/since/", reading.since, name="thread_since"),
    path("threads/<int:thread_id>/read/", reading.mark_read, name="mark_read"),
]
