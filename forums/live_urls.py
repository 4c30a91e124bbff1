"""The live session Q&A: joining, taking part, the desk, the screen."""

from django.urls import include, path, register_converter

from exchange.http import one_of
from forums.views import desk, join, live, question_edits

register_converter(one_of("case-study", "engagement", "conversation"), "subject_kind")
register_converter(one_of(*live.ATTENDEE_ACTS), "attendee_act")
register_converter(one_of(*question_edits.EDIT_ANSWERS), "edit_answer")

urlpatterns = [
    path("", include("forums.live_floor_urls")),
    path("j/", join.code, name="join_code"),
    path("j/<slug:code>/", join.short_link, name="short_link"),
    path("j/<slug:code>/qr.svg", join.qr, name="qr"),
    path("live/<slug:slug>/", live.take_part, name="live_session"),
    path("live/<slug:slug>/join/", join.join, name="join_session"),
    path("live/<slug:slug>/ticket/", live.ticket, name="live_ticket"),
    path("live/<slug:slug>/questions/", live.ask, name="ask_question"),
    path("live/<slug:slug>/questions/<slug:public_id>/<attendee_act:verb>/", live.act, name="question_act"),
    path(
        "live/<slug:slug>/questions/<slug:public_id>/edit/<edit_answer:verb>/",
        question_edits.answer_edit,
        name="answer_edit",
    ),
    path("live/<slug:slug>/desk/", desk.desk, name="desk"),
    path("live/<slug:slug>/desk/ticket/", desk.desk_ticket, name="desk_ticket"),
    path("live/<slug:slug>/desk/open/", desk.open_or_reopen, name="open_session"),
    path("live/<slug:slug>/desk/close/", desk.close, name="close_session"),
    path("", include("forums.live_after_urls")),
    path("", include("forums.live_controls_urls")),
    path("", include("forums.live_desk_urls")),
    path("", include("forums.live_import_urls")),
    path("", include("forums.live_polls_urls")),
    path("", include("forums.live_room_urls")),
    path("", include("forums.live_screen_urls")),
]
