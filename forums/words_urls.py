"""People who are named, words that are quoted, reactions, bookmarks."""

from django.urls import path

from forums.views import bookmarks, people, reactions

urlpatterns = [
    path("threads/<int:thread_id>/people/", people.people, name="people_of_thread"),
    path("threads/<int:thread_id>/posts/<int:number>/react/", reactions.react, name="react"),
    path("threads/<int:thread_id>/posts/<int:number>/reactions/", reactions.reactions, name="post_reactions"),
    path(
        "threads/<int:thread_id>/posts/<int:number>/bookmark/", bookmarks.bookmark_post, name="bookmark_post"
    ),
    path("bookmarks/", bookmarks.bookmarks, name="bookmarks"),
    path("bookmarks/<int:bookmark_id>/", bookmarks.change_bookmark, name="change_bookmark"),
]
