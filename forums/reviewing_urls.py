from django.urls import path

from forums.views import reviewing

urlpatterns = [
    path("summaries/<int:summary_id>/submit/", reviewing.submit, name="submit_summary"),
    path("summaries/<int:summary_id>/return/", reviewing.return_to_facilitator, name="return_summary"),
    path("summaries/<int:summary_id>/approve/", reviewing.approve, name="approve_summary"),
    path("summaries/<int:summary_id>/publish/", reviewing.publish, name="publish_summary"),
    path("summaries/<int:summary_id>/correct/", reviewing.correct, name="correct_summary"),
    path(
        "summaries/<int:summary_id>/items/<int:item_id>/comment/", reviewing.comment, name="comment_on_item"
    ),
    path(
        "summaries/<int:summary_id>/comments/<int:comment_id>/settle/",
        reviewing.settle,
        name="settle_item_comment",
    ),
    path(
        "summaries/<int:summary_id>/citations/<int:citation_id>/shorten/",
        reviewing.shorten,
        name="shorten_citation",
    ),
]
