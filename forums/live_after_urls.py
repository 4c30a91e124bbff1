"""After a live session: what came of it, its figures and files, and who answers what was left."""

from django.urls import path, register_converter

from exchange.http import one_of
from forums.presentation.live_files import DOCUMENTS, FORMATS
from forums.views import follow_up, live_after

register_converter(one_of(*FORMATS), "questions_format")
register_converter(one_of(*DOCUMENTS, "json"), "report_format")

urlpatterns = [
    path("live/<slug:slug>/outcome/", live_after.outcome, name="session_outcome"),
    path("live/<slug:slug>/report/", live_after.report, name="session_report"),
    path("live/<slug:slug>/report.<report_format:extension>", live_after.report_file, name="report_file"),
    path(
        "live/<slug:slug>/questions.<questions_format:extension>", live_after.questions, name="questions_file"
    ),
    path(
        "live/<slug:slug>/desk/queue.<questions_format:extension>",
        live_after.queue,
        name="queue_file",
    ),
    path("live/<slug:slug>/desk/follow-up/", follow_up.follow_up, name="follow_up"),
    path(
        "live/<slug:slug>/desk/follow-up/<slug:public_id>/answer/",
        follow_up.mark_answer,
        name="mark_question_answered",
    ),
    path(
        "live/<slug:slug>/desk/follow-up/<slug:public_id>/reopen/",
        follow_up.reopen,
        name="reopen_question",
    ),
]
