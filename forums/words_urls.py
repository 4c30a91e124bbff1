"""People who are named, words that are quoted, reactions, bookmarks."""

from django.urls import path

from forums.views import people

urlpatterns = [
    path("threads/<int:thread_id>/people/", people.people, name="people_of_thread"),
]
