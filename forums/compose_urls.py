"""Writing: new threads, previews, drafts, and the files of posts."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from forums.views import attachments, drafts, new_threads, previews


class SubjectOfThread(StringConverter):
    regex = "case-study|engagement|conversation|lesson|question|network"


class Scope(StringConverter):
    regex = "[-a-zA-Z0-9_:]{1,80}"


class Ending(StringConverter):
    regex = "avif|webp|jpg"


register_converter(SubjectOfThread, "thread_subject")
register_converter(Scope, "draft_scope")
register_converter(Ending, "picture_ending")

urlpatterns = [
    path("threads/new/<thread_subject:kind>/<slug:slug>/", new_threads.new_thread, name="new_thread"),
    path("threads/similar/", new_threads.similar, name="similar_threads"),
    path("threads/preview/", previews.preview, name="preview_post"),
    path("drafts/", drafts.drafts, name="drafts"),
    path("drafts/<draft_scope:scope>/", drafts.draft, name="draft"),
    path(
        "attachments/<slug:public_id>/<int:width>.<picture_ending:ending>",
        attachments.picture,
        name="attached_picture",
    ),
    path("attachments/<slug:public_id>/<str:name>.pdf", attachments.pdf, name="attached_pdf"),
]
